package dev.graft.trainer.simulator;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.Transition;
import dev.graft.trainer.evaluation.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A point in the plane that is to be moved to a goal. An observation is {@code [x, y, goal x, goal
 * y]}, an action moves the point by at most a tenth in each coordinate.
 */
public final class FakeSimulator implements Simulator {
  /** Numbers in an observation. */
  public static final int STATE = 4;

  /** Numbers in an action. */
  public static final int ACTION = 2;

  private static final float REACH = 0.1f;
  private static final double NEAR = 0.05;

  private final int maxEnvironments;
  private int stepsBeforeLoss;
  private int refusals;
  private int easySessions = -1;
  private boolean isStuck;
  private int opened;
  private int collected;

  private FakeSimulator(int maxEnvironments, int stepsBeforeLoss) {
    this.maxEnvironments = maxEnvironments;
    this.stepsBeforeLoss = stepsBeforeLoss;
  }

  /** One with plenty of room, that is never lost. */
  public static FakeSimulator reliable() {
    return new FakeSimulator(64, Integer.MAX_VALUE);
  }

  /** One that is lost, once, at a step of a session. */
  public static FakeSimulator lostAfter(int steps) {
    return new FakeSimulator(64, steps);
  }

  /** One that answers no step and no collection any more. */
  public static FakeSimulator stuck() {
    FakeSimulator stuck = reliable();
    stuck.isStuck = true;
    return stuck;
  }

  /** One with little room. */
  public static FakeSimulator withRoomFor(int environments) {
    return new FakeSimulator(environments, Integer.MAX_VALUE);
  }

  /** One whose room is taken by others for the first so many sessions or collections. */
  public static FakeSimulator fullAtFirst(int refusals) {
    FakeSimulator full = reliable();
    full.refusals = refusals;
    return full;
  }

  /** One whose tasks are solved by any policy in the first so many sessions, and by none later. */
  public static FakeSimulator easyAtFirst(int sessions) {
    FakeSimulator easy = reliable();
    easy.easySessions = sessions;
    return easy;
  }

  /** Sessions opened so far. */
  public int opened() {
    return opened;
  }

  /** Demonstrations sent so far. */
  public int collected() {
    return collected;
  }

  /** What the goal asks for: the same for the same goal, whatever the task. */
  static float[] start(Goal goal) {
    Random random = new Random(goal.seed() * 1_000_003 + goal.index());
    float[] state = new float[STATE];
    for (int i = 0; i < STATE; i++) {
      state[i] = random.nextFloat(-1, 1);
    }
    return state;
  }

  /** The expert. */
  static float[] expert(float[] state) {
    float[] action = new float[ACTION];
    for (int i = 0; i < ACTION; i++) {
      action[i] = Math.clamp((state[2 + i] - state[i]) / REACH, -1f, 1f);
    }
    return action;
  }

  /** The expert as a policy. */
  public static Policy expertPolicy() {
    return policy(FakeSimulator::expert);
  }

  /** Goes to the goal, and once there leaves it for good. */
  public static Policy passingPolicy() {
    Set<Integer> arrived = new HashSet<>();
    Policy expert = expertPolicy();
    return new Policy() {
      @Override
      public void start(int[] environments, List<Goal> goals) {
        Arrays.stream(environments).forEach(arrived::remove);
      }

      @Override
      public float[] act(int[] environments, float[] states) {
        float[] actions = expert.act(environments, states);
        for (int i = 0; i < environments.length; i++) {
          if (solved(Arrays.copyOfRange(states, i * STATE, (i + 1) * STATE))) {
            arrived.add(environments[i]);
          }
          if (arrived.contains(environments[i])) {
            Arrays.fill(actions, i * ACTION, (i + 1) * ACTION, 1f);
          }
        }
        return actions;
      }
    };
  }

  private static Policy policy(UnaryOperator<float[]> action) {
    return new Policy() {
      @Override
      public void start(int[] environments, List<Goal> goals) {}

      @Override
      public float[] act(int[] environments, float[] states) {
        float[] actions = new float[environments.length * ACTION];
        for (int i = 0; i < environments.length; i++) {
          float[] state = Arrays.copyOfRange(states, i * STATE, (i + 1) * STATE);
          System.arraycopy(action.apply(state), 0, actions, i * ACTION, ACTION);
        }
        return actions;
      }
    };
  }

  private static float[] move(float[] state, float[] actions, int row) {
    float[] next = state.clone();
    for (int i = 0; i < ACTION; i++) {
      next[i] += REACH * actions[row * ACTION + i];
    }
    return next;
  }

  private static boolean solved(float[] state) {
    return Math.hypot(state[0] - state[2], state[1] - state[3]) < NEAR;
  }

  @Override
  public SimulatorDescription describe() {
    return new SimulatorDescription(
        "fake 1.0",
        List.of(
            new SimulatorDescription.Task("MetaWorld", "reach-v3", STATE, ACTION, 2, 2, 500),
            new SimulatorDescription.Task("MetaWorld", "push-v3", STATE, ACTION, 2, 2, 500)),
        maxEnvironments);
  }

  private void answer() {
    if (isStuck) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SimulatorException(SimulatorException.Reason.Interrupted, "interrupted", e);
      }
    }
  }

  @Override
  public void collect(DemonstrationRequest request, Consumer<Demonstration> sink) {
    answer();
    if (refusals-- > 0) {
      throw new SimulatorException(SimulatorException.Reason.Exhausted, "no room for a collection");
    }
    for (String task : request.tasks()) {
      for (int episode = 0; episode < request.perTask(); episode++) {
        collected++;
        sink.accept(demonstration(request, task, episode));
      }
    }
  }

  private static Demonstration demonstration(
      DemonstrationRequest request, String task, int episode) {
    Goal goal = new Goal(request.seed(), episode, request.benchmark());
    List<float[]> states = new ArrayList<>();
    List<float[]> actions = new ArrayList<>();
    float[] state = start(goal);
    boolean success = false;
    while (states.size() < request.maxSteps() && !(success && request.stepsAfterSuccess() == 0)) {
      float[] action = expert(state);
      states.add(state);
      actions.add(action);
      state = move(state, action, 0);
      success |= solved(state);
    }
    return new Demonstration(
        task,
        episode,
        goal,
        flat(states, STATE),
        flat(actions, ACTION),
        new float[states.size()],
        success);
  }

  private static float[] flat(List<float[]> rows, int size) {
    float[] flat = new float[rows.size() * size];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, flat, i * size, size);
    }
    return flat;
  }

  @Override
  public RolloutSession open(String suite, List<String> tasks) {
    if (tasks.size() > maxEnvironments || refusals-- > 0) {
      throw new SimulatorException(
          SimulatorException.Reason.Exhausted, "no room for " + tasks.size());
    }
    opened++;
    return new Session(tasks.size(), opened);
  }

  @Override
  public void close() {}

  private final class Session implements RolloutSession {
    private final float[][] states;

    private final int number;

    Session(int environments, int number) {
      this.states = new float[environments][];
      this.number = number;
    }

    @Override
    public float[] reset(int[] environments, List<Goal> goals) {
      List<float[]> reset = new ArrayList<>();
      for (int i = 0; i < environments.length; i++) {
        states[environments[i]] = start(goals.get(i));
        reset.add(states[environments[i]]);
      }
      return flat(reset, STATE);
    }

    @Override
    public Transition step(int[] environments, float[] actions) {
      answer();
      if (stepsBeforeLoss-- == 0) {
        throw new SimulatorException(SimulatorException.Reason.Lost, "the fake was lost");
      }
      List<float[]> next = new ArrayList<>();
      float[] rewards = new float[environments.length];
      boolean[] successes = new boolean[environments.length];
      for (int i = 0; i < environments.length; i++) {
        states[environments[i]] = move(states[environments[i]], actions, i);
        next.add(states[environments[i]]);
        rewards[i] = 1;
        successes[i] = isSolved(states[environments[i]]);
      }
      return new Transition(flat(next, STATE), rewards, successes);
    }

    private boolean isSolved(float[] state) {
      return easySessions < 0 ? solved(state) : number <= easySessions;
    }

    @Override
    public void close() {}
  }
}
