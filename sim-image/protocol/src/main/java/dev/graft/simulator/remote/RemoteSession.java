package dev.graft.simulator.remote;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import java.time.Duration;
import java.util.List;

/**
 * A rollout session on one replica: every request waits for its answer. All the simulator's state
 * follows from the goals and actions that went through {@link #exchange}.
 */
final class RemoteSession implements RolloutSession {
  private final Conversation<RolloutRequest, RolloutResponse> conversation;

  private RemoteSession(Conversation<RolloutRequest, RolloutResponse> conversation) {
    this.conversation = conversation;
  }

  /** Opens a session; returns once its environments exist. */
  static RemoteSession open(Replica replica, Duration patience, String suite, List<String> tasks) {
    var conversation = new Conversation<>(replica.stub().rollout(), replica.address(), patience);
    RemoteSession session = new RemoteSession(conversation);
    session.exchange(Messages.open(suite, tasks), "opened session");
    return session;
  }

  @Override
  public float[] reset(int[] environments, List<Goal> goals) {
    RolloutResponse answer = exchange(Messages.reset(environments, goals), "reset environments");
    return Messages.observations(answer);
  }

  @Override
  public Transition step(int[] environments, float[] actions) {
    RolloutResponse answer = exchange(Messages.step(environments, actions), "step");
    Transition transition = Messages.transition(answer);
    requireOneForEach(environments, transition.rewards().length, "rewards");
    requireOneForEach(environments, transition.successes().length, "successes");
    return transition;
  }

  private RolloutResponse exchange(RolloutRequest request, String awaited) {
    conversation.send(request);
    return conversation.answer(awaited);
  }

  private static void requireOneForEach(int[] environments, int count, String field) {
    if (count != environments.length) {
      throw new SimulatorException(
          Reason.Failed,
          "the simulator answered a step of %d environments with %d %s: is it of this version?"
              .formatted(environments.length, count, field));
    }
  }

  @Override
  public void close() {
    conversation.finish();
  }
}
