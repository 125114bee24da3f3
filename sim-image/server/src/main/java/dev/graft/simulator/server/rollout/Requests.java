package dev.graft.simulator.server.rollout;

import static dev.graft.simulator.server.task.Refusals.invalid;

import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.StepEnvironments;
import dev.graft.suites.TaskInfo;
import java.util.BitSet;
import java.util.List;

/** Checks of a session's messages; each refusal names the field, the value and the remedy. */
final class Requests {
  private Requests() {}

  /** Rows of one message have one width, so the tasks of a session must agree on theirs. */
  static void requireEqualSizes(List<BenchmarkTask> tasks) {
    TaskInfo first = tasks.getFirst().info();
    for (int i = 1; i < tasks.size(); i++) {
      TaskInfo info = tasks.get(i).info();
      if (info.observationSize() != first.observationSize()
          || info.actionSize() != first.actionSize()) {
        throw invalid(
            "open.tasks[" + i + "]",
            info.name(),
            "its sizes differ from those of '" + first.name() + "'; open a session for each");
      }
    }
  }

  static void check(ResetEnvironments reset, List<BenchmarkTask> tasks) {
    int count = reset.getEnvironmentsCount();
    requireSome("reset.environments", count);
    requireCount("reset.goals", reset.getGoalsCount(), count, "one goal for each environment");
    BitSet seen = new BitSet();
    for (int i = 0; i < count; i++) {
      int environment = reset.getEnvironments(i);
      requireEnvironment("reset.environments[" + i + "]", environment, tasks.size());
      if (seen.get(environment)) {
        throw invalid("reset.environments[" + i + "]", environment, "name each environment once");
      }
      seen.set(environment);
      tasks.get(environment).require("reset.goals[" + i + "].", reset.getGoals(i));
    }
  }

  static void check(StepEnvironments step, int environments, int actionSize) {
    int count = step.getEnvironmentsCount();
    requireSome("step.environments", count);
    for (int i = 0; i < count; i++) {
      int environment = step.getEnvironments(i);
      requireEnvironment("step.environments[" + i + "]", environment, environments);
      if (i > 0 && environment <= step.getEnvironments(i - 1)) {
        throw invalid(
            "step.environments[" + i + "]", environment, "name each once, in ascending order");
      }
    }
    String wanted = "%d numbers for each of %d environments".formatted(actionSize, count);
    requireCount("step.actions", step.getActionsCount(), count * actionSize, wanted);
    for (int i = 0; i < step.getActionsCount(); i++) {
      float action = step.getActions(i);
      if (!(action >= -1 && action <= 1)) { // so that NaN is refused too
        throw invalid("step.actions[" + i + "]", action, "give a number from -1 to 1");
      }
    }
  }

  private static void requireSome(String field, int count) {
    if (count == 0) {
      throw invalid(field, List.of(), "name at least one environment");
    }
  }

  private static void requireCount(String field, int count, int wanted, String meaning) {
    if (count != wanted) {
      throw invalid(field + " count", count, "give " + wanted + ", " + meaning);
    }
  }

  private static void requireEnvironment(String field, int environment, int environments) {
    if (environment < 0 || environment >= environments) {
      throw invalid(field, environment, "the session has environments 0 to " + (environments - 1));
    }
  }
}
