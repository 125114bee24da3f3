package dev.graft.trainer.card;

import dev.graft.api.Demonstrations.Scripted;
import dev.graft.plan.DatasetFiles;
import dev.graft.plan.DatasetPlan;
import java.util.Objects;

/** Demonstrations in a sentence. */
final class Data {
  private Data() {}

  static String of(DatasetPlan plan) {
    String tasks =
        plan.tasks().size() == 1
            ? "`" + plan.tasks().getFirst() + "`"
            : plan.tasks().size() + " tasks: " + String.join(", ", plan.tasks());
    return "%s of %s (%s). Dataset digest `%s`."
        .formatted(source(plan), tasks, plan.suite(), plan.digest());
  }

  private static String source(DatasetPlan plan) {
    DatasetFiles files = plan.files();
    if (files != null) {
      return "Recorded demonstrations (%s, content `%s`)".formatted(files.format(), files.digest());
    }
    Scripted scripted = Objects.requireNonNull(plan.scripted());
    return "%d successful demonstrations a task by the scripted policies (noise %s, seed %d)"
        .formatted(scripted.perTask(), scripted.noise(), scripted.seed());
  }
}
