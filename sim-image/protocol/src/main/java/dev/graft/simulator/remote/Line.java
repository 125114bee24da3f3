package dev.graft.simulator.remote;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import java.time.Duration;
import java.util.List;

/** A session on one replica, that lives and dies with it: every request waits for its answer. */
final class Line implements AutoCloseable {
  private final Replica replica;
  private final Conversation<RolloutRequest, RolloutResponse> conversation;
  private final int cameras;
  private List<Picture> pictures = List.of();

  private Line(
      Replica replica, Conversation<RolloutRequest, RolloutResponse> conversation, int cameras) {
    this.replica = replica;
    this.conversation = conversation;
    this.cameras = cameras;
  }

  /** Opens a session; returns once its environments exist. */
  static Line open(Replica replica, Duration patience, RolloutRequest open) {
    var call = replica.stub().withInterceptors(new RoomAhead()).rollout();
    var conversation = new Conversation<>(call, replica.address(), patience);
    Line line = new Line(replica, conversation, open.getOpen().getCamerasCount());
    line.ask(open, "opened session");
    return line;
  }

  Replica replica() {
    return replica;
  }

  RolloutResponse ask(RolloutRequest request, String awaited) {
    conversation.send(request);
    return conversation.answer(awaited);
  }

  /** Observations {@code [environments, observation size]}. */
  float[] reset(int[] environments, List<Goal> goals, Pictures wanted) {
    RolloutResponse answer = ask(Messages.reset(environments, goals, wanted), "reset environments");
    see(environments, wanted, answer);
    return Messages.observations(answer);
  }

  Transition step(int[] environments, float[] actions, Pictures wanted) {
    RolloutResponse answer = ask(Messages.step(environments, actions, wanted), "step");
    Transition transition = Messages.transition(answer);
    requireOneForEach(environments, transition.rewards().length, "rewards");
    requireOneForEach(environments, transition.successes().length, "successes");
    see(environments, wanted, answer);
    return transition;
  }

  private void see(int[] environments, Pictures wanted, RolloutResponse answer) {
    int count = wanted == Pictures.TAKEN ? environments.length * cameras : 0;
    if (answer.getPicturesCount() != count) {
      throw new SimulatorException(
          Reason.Failed,
          "the simulator answered for %d environments and %d cameras with %d pictures: is it of this version?"
              .formatted(environments.length, cameras, answer.getPicturesCount()));
    }
    pictures = PictureMessages.pictures(answer);
  }

  /** Of the last answer. */
  List<Picture> pictures() {
    return pictures;
  }

  private static void requireOneForEach(int[] environments, int count, String field) {
    if (count != environments.length) {
      throw new SimulatorException(
          Reason.Failed,
          "the simulator answered a step of %d environments with %d %s: is it of this version?"
              .formatted(environments.length, count, field));
    }
  }

  /** Waits until the replica has let go of the environments. */
  void finish() {
    conversation.finish();
  }

  /** Ends the call at once. */
  @Override
  public void close() {
    conversation.close();
  }
}
