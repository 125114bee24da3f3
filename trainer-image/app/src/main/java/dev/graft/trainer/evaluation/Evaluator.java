package dev.graft.trainer.evaluation;

import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.Transition;
import dev.graft.trainer.simulator.Room;
import dev.graft.trainer.stop.StopSignal;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rolls a policy out on a list of goals, in environments stepped together. An environment whose
 * episode has ended takes the next goal at once, so that the batch stays full.
 *
 * <p>A simulator that is lost takes only its unfinished episodes with it: they begin anew on
 * another one. While every simulator is full of other runs' sessions, the evaluation waits. Not
 * thread-safe.
 */
public final class Evaluator {
  private static final Logger log = LoggerFactory.getLogger(Evaluator.class);

  /** Simulators lost in a row, without an episode finished, after which an evaluation fails. */
  private static final int LOSSES_IN_A_ROW = 5;

  private final Supplier<Simulator> simulators;
  private final Settings settings;
  private final StopSignal stop;
  private final Consumer<List<RecordedEpisode>> progress;

  /**
   * Where and how to evaluate.
   *
   * @param suite the benchmark
   * @param task the task
   * @param environments stepped together at most
   * @param maxSteps of an episode
   * @param end whether it may be over before
   */
  public record Settings(
      String suite, String task, int environments, int maxSteps, EpisodeEnd end) {}

  /**
   * An evaluator.
   *
   * @param simulators gives the simulator to be used now; asked again after one was lost
   * @param stop ends the evaluation between two steps
   * @param progress receives the finished episodes, in the order of their goals, after each change
   */
  public Evaluator(
      Supplier<Simulator> simulators,
      Settings settings,
      StopSignal stop,
      Consumer<List<RecordedEpisode>> progress) {
    this.simulators = simulators;
    this.settings = settings;
    this.stop = stop;
    this.progress = progress;
  }

  /**
   * Runs one episode for each goal.
   *
   * @param policy with at least as many environments as the settings say
   * @return the episodes in the order of the goals
   * @throws SimulatorException when the simulator refuses, or is lost again and again
   * @throws dev.graft.trainer.stop.StoppedException when it is asked to leave
   */
  public List<RecordedEpisode> run(Policy policy, List<Goal> goals) {
    Map<Integer, RecordedEpisode> done = new TreeMap<>();
    for (int losses = 0; done.size() < goals.size(); ) {
      int before = done.size();
      try {
        runRest(policy, goals, done);
      } catch (SimulatorException e) {
        losses = done.size() > before ? 1 : losses + 1;
        if (e.reason() != SimulatorException.Reason.Lost || losses > LOSSES_IN_A_ROW) {
          throw e;
        }
        log.warn(
            "{}; {} of {} episodes are left",
            e.getMessage(),
            goals.size() - done.size(),
            goals.size());
      }
    }
    return List.copyOf(done.values());
  }

  private void runRest(Policy policy, List<Goal> goals, Map<Integer, RecordedEpisode> done) {
    Deque<Integer> waiting = new ArrayDeque<>();
    IntStream.range(0, goals.size()).filter(i -> !done.containsKey(i)).forEach(waiting::add);
    Simulator simulator = simulators.get();
    int room = Math.min(settings.environments(), simulator.describe().maxEnvironments());
    int environments = Math.min(room, waiting.size());
    List<String> tasks = Collections.nCopies(environments, settings.task());
    try (RolloutSession session = Room.await(stop, () -> simulator.open(settings.suite(), tasks))) {
      new Batch(session, policy, goals, waiting, new Episode[environments], done).run();
    }
  }

  /** The environments of one session, each with its episode or, at the end, with none. */
  private final class Batch {
    private final RolloutSession session;
    private final Policy policy;
    private final List<Goal> goals;
    private final Deque<Integer> waiting;
    private final @Nullable Episode[] episodes;
    private final Map<Integer, RecordedEpisode> done;

    Batch(
        RolloutSession session,
        Policy policy,
        List<Goal> goals,
        Deque<Integer> waiting,
        @Nullable Episode[] episodes,
        Map<Integer, RecordedEpisode> done) {
      this.session = session;
      this.policy = policy;
      this.goals = goals;
      this.waiting = waiting;
      this.episodes = episodes;
      this.done = done;
    }

    void run() {
      refill();
      for (int[] active = active(); active.length > 0; active = active()) {
        stop.check();
        step(active);
        refill();
      }
    }

    private int[] active() {
      return IntStream.range(0, episodes.length).filter(i -> episodes[i] != null).toArray();
    }

    private void refill() {
      int[] free =
          IntStream.range(0, episodes.length)
              .filter(i -> episodes[i] == null)
              .limit(waiting.size())
              .toArray();
      if (free.length == 0) {
        return;
      }
      int[] positions = Arrays.stream(free).map(i -> waiting.remove()).toArray();
      List<Goal> next = Arrays.stream(positions).mapToObj(goals::get).toList();
      float[] states = session.reset(free, next);
      policy.start(free, next);
      for (int i = 0; i < free.length; i++) {
        episodes[free[i]] = new Episode(positions[i], next.get(i), row(states, i, free.length));
      }
    }

    private void step(int[] active) {
      float[] actions = policy.act(active, states(active));
      Transition transition = session.step(active, actions);
      boolean finished = false;
      for (int i = 0; i < active.length; i++) {
        Episode episode = Objects.requireNonNull(episodes[active[i]]);
        episode.advance(
            row(actions, i, active.length),
            row(transition.observations(), i, active.length),
            transition.rewards()[i],
            transition.successes()[i]);
        if (episode.ended(settings.end(), settings.maxSteps())) {
          done.put(episode.position(), episode.record(settings.end()));
          episodes[active[i]] = null;
          finished = true;
        }
      }
      if (finished) {
        progress.accept(List.copyOf(done.values()));
      }
    }

    private float[] states(int[] active) {
      int size = state(active[0]).length;
      float[] states = new float[active.length * size];
      for (int i = 0; i < active.length; i++) {
        System.arraycopy(state(active[i]), 0, states, i * size, size);
      }
      return states;
    }

    private float[] state(int environment) {
      return Objects.requireNonNull(episodes[environment]).state();
    }
  }

  private static float[] row(float[] values, int row, int rows) {
    int size = values.length / rows;
    return Arrays.copyOfRange(values, row * size, (row + 1) * size);
  }
}
