package dev.graft.simulator.remote;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.Picture;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.v1.RolloutRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rollout session that outlives its replica. When the replica is lost, the session is opened on
 * another one and each environment is brought, before it is next used, to where it was; the caller
 * notices nothing but the time that takes. An environment that is reset next, or never used again,
 * is not replayed at all.
 */
final class RemoteSession implements RolloutSession {
  private static final int[] NONE = {};

  private final Replicas replicas;
  private final Duration answerWithin;
  private final int mostLosses;
  private final RolloutRequest open;
  private final Journal journal;
  private Line line;
  private Replica seenOn;
  private @Nullable SimulatorException failure;

  private RemoteSession(Replicas replicas, Patience patience, RolloutRequest open) {
    this.replicas = replicas;
    this.answerWithin = patience.answer();
    this.mostLosses = patience.losses();
    this.open = open;
    this.journal = new Journal(open.getOpen().getTasksCount());
    this.line = replicas.firstToTake(this::open);
    this.seenOn = line.replica();
  }

  /** Opens a session; returns once its environments exist. */
  static RemoteSession open(
      Replicas replicas,
      Patience patience,
      String suite,
      List<String> tasks,
      List<Camera> cameras) {
    return new RemoteSession(replicas, patience, Messages.open(suite, tasks, cameras));
  }

  private Line open(Replica replica) {
    return Line.open(replica, answerWithin, open);
  }

  @Override
  public float[] reset(int[] environments, List<Goal> goals) {
    return reset(environments, goals, Pictures.TAKEN);
  }

  @Override
  public float[] reset(int[] environments, List<Goal> goals, Pictures pictures) {
    float[] observations = exchange(NONE, to -> to.reset(environments, goals, pictures));
    journal.reset(environments, goals, observations);
    return observations;
  }

  @Override
  public Transition step(int[] environments, float[] actions) {
    return step(environments, actions, Pictures.TAKEN);
  }

  @Override
  public Transition step(int[] environments, float[] actions, Pictures pictures) {
    Transition transition = exchange(environments, to -> to.step(environments, actions, pictures));
    journal.step(environments, actions, transition.observations());
    return transition;
  }

  @Override
  public List<Picture> pictures() {
    return line.pictures();
  }

  /**
   * The answer to a request, from whatever replica gives one.
   *
   * @param environments whose present state the answer depends on
   */
  private <T> T exchange(int[] environments, Function<Line, T> request) {
    if (failure != null) {
      throw failure;
    }
    try {
      return outliving(environments, request);
    } catch (SimulatorException end) {
      failure = end;
      throw end;
    }
  }

  private <T> T outliving(int[] environments, Function<Line, T> request) {
    for (int losses = 0; ; losses++) {
      try {
        Replay.run(line, seenOn, journal.lost(environments));
        T answer = request.apply(line);
        seenOn = line.replica();
        return answer;
      } catch (SimulatorException lost) {
        if (lost.reason() != Reason.Lost || losses == mostLosses) {
          throw lost;
        }
        reopen(lost);
      }
    }
  }

  private void reopen(SimulatorException lost) {
    line.close();
    journal.forgetStates();
    try {
      line = replicas.firstToTakeOver(line.replica(), this::open);
    } catch (SimulatorException none) {
      none.addSuppressed(lost);
      throw none;
    }
  }

  @Override
  public void close() {
    line.finish();
  }
}
