package dev.graft.suites;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs one episode from a full description, so that it can be compared with another simulator's.
 *
 * <p>Numbers keep their full precision, but for actions: they are float32, as in the Python
 * packages.
 */
public final class Replay {
  private static final String SCRIPTED = "scripted";

  private Replay() {}

  /**
   * An episode to run.
   *
   * @param task its name
   * @param randVec where the task puts object and goal, see {@link Suite#randomVector}
   * @param goalVisible whether observations show the goal, and not zeros; null means yes
   * @param actions one row for each step, or null when a policy acts
   * @param policy {@code scripted}, the task's own, acting on what is visible; or null
   * @param steps that the policy acts; null with {@code actions}
   */
  public record Input(
      String task,
      double[] randVec,
      @Nullable Boolean goalVisible,
      double @Nullable [][] actions,
      @Nullable String policy,
      @Nullable Integer steps) {}

  /**
   * The episode.
   *
   * @param observations the first one, then one after each step {@code [steps + 1,
   *     observationSize]}
   * @param rewards of each step
   * @param successes whether the task was solved at each step
   * @param actions that were taken: those of the input in float32, or the policy's, limited to [-1,
   *     1]
   */
  public record Output(
      double[][] observations, double[] rewards, boolean[] successes, double[][] actions) {

    /** The actions as {@link Environment#step} takes them, for who steps the episode again. */
    public float[][] floatActions() {
      return Arrays.stream(actions).map(Output::narrowed).toArray(float[][]::new);
    }

    private static float[] narrowed(double[] numbers) {
      float[] action = new float[numbers.length];
      for (int i = 0; i < action.length; i++) {
        action[i] = (float) numbers[i];
      }
      return action;
    }
  }

  /**
   * An episode of the task's scripted policy, which sees the goal.
   *
   * @param randVec where the task puts object and goal, see {@link Suite#randomVector}
   * @param steps that it acts
   */
  public static Input scripted(String task, double[] randVec, int steps) {
    return new Input(task, randVec, true, null, SCRIPTED, steps);
  }

  /**
   * Runs it.
   *
   * @throws IllegalArgumentException if the input is wrong; names the field, the value and the
   *     remedy
   */
  public static Output run(Suite suite, Input input) {
    TaskInfo task = task(suite, input.task());
    Actor actor = actor(task, input);
    Present.require("randVec", input.randVec());
    try (Environment environment = suite.open(task.name())) {
      environment.reset(input.randVec());
      return new Episode(task, environment, !Boolean.FALSE.equals(input.goalVisible())).play(actor);
    }
  }

  private static TaskInfo task(Suite suite, String name) {
    Present.require("task", name);
    try {
      return suite.task(name);
    } catch (UnknownTaskException e) {
      throw new IllegalArgumentException("task: " + e.getMessage(), e);
    }
  }

  /** Who acts, and for how long. */
  private sealed interface Actor {
    int steps();

    /** Follows the rows. */
    record Rows(float[][] rows) implements Actor {
      @Override
      public int steps() {
        return rows.length;
      }
    }

    /** Asks the task's scripted policy. */
    record Scripted(int steps) implements Actor {}
  }

  private static Actor actor(TaskInfo task, Input input) {
    if (input.actions() != null) {
      Present.refuse("policy", input.policy(), "actions");
      Present.refuse("steps", input.steps(), "actions");
      return new Actor.Rows(rows(task, input.actions()));
    }
    if (input.policy() == null) {
      throw new IllegalArgumentException(
          "actions: missing; give a row for each step, or policy: %s with steps"
              .formatted(SCRIPTED));
    }
    if (!input.policy().equals(SCRIPTED)) {
      throw new IllegalArgumentException(
          "policy: '%s' is unknown, must be %s".formatted(input.policy(), SCRIPTED));
    }
    return new Actor.Scripted(
        withinHorizon(task, "steps", Present.require("steps", input.steps())));
  }

  private static int withinHorizon(TaskInfo task, String field, int steps) {
    if (steps < 0 || steps > task.horizon()) {
      throw new IllegalArgumentException(
          "%s: %d steps, %s has from 0 to %d".formatted(field, steps, task.name(), task.horizon()));
    }
    return steps;
  }

  private static float[][] rows(TaskInfo task, double[][] actions) {
    float[][] rows = new float[withinHorizon(task, "actions", actions.length)][];
    for (int step = 0; step < rows.length; step++) {
      String field = "actions[%d]".formatted(step);
      double[] action = Present.require(field, actions[step]);
      if (action.length != task.actionSize()) {
        throw new IllegalArgumentException(
            "%s: %d numbers, %s takes %d"
                .formatted(field, action.length, task.name(), task.actionSize()));
      }
      rows[step] = new float[action.length];
      for (int i = 0; i < action.length; i++) {
        rows[step][i] = finite("%s[%d]".formatted(field, i), action[i]);
      }
    }
    return rows;
  }

  private static float finite(String field, double number) {
    if (!Float.isFinite((float) number)) {
      throw new IllegalArgumentException(
          "%s: %s, must be a finite number, which the task limits to [-1, 1]"
              .formatted(field, number));
    }
    return (float) number;
  }

  /** One run of an environment that was reset. */
  private record Episode(TaskInfo task, Environment environment, boolean goalVisible) {

    Output play(Actor actor) {
      int steps = actor.steps();
      Output output =
          new Output(
              new double[steps + 1][], new double[steps], new boolean[steps], new double[steps][]);
      output.observations[0] = visible();
      for (int step = 0; step < steps; step++) {
        float[] action =
            switch (actor) {
              case Actor.Rows given -> given.rows()[step];
              case Actor.Scripted scripted -> scripted(output.observations[step]);
            };
        environment.step(action);
        output.actions[step] = widened(action);
        output.observations[step + 1] = visible();
        output.rewards[step] = environment.reward();
        output.successes[step] = environment.success();
      }
      return output;
    }

    private double[] visible() {
      double[] observation = environment.observation().clone();
      if (!goalVisible) {
        Arrays.fill(observation, task.goalOffset(), task.goalOffset() + task.goalSize(), 0);
      }
      return observation;
    }

    private float[] scripted(double[] observation) {
      double[] wanted = new double[task.actionSize()];
      environment.scriptedAction(observation, wanted);
      float[] action = new float[wanted.length];
      for (int i = 0; i < action.length; i++) {
        action[i] = Math.clamp((float) wanted[i], -1f, 1f);
      }
      return action;
    }

    private static double[] widened(float[] action) {
      double[] numbers = new double[action.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = action[i];
      }
      return numbers;
    }
  }
}
