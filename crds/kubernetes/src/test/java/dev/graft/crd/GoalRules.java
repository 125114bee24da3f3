package dev.graft.crd;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.api.GoalSet;
import dev.graft.api.MetaWorldSplit;
import dev.graft.api.MetaWorldTasks;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * CEL rules that a task must have goals in the benchmark whose goals are asked for. They follow
 * from the tables of {@link GoalSet}.
 */
final class GoalRules {
  private static final String ADAPTER = "self.adapter.tasks";
  private static final String PRETRAIN = "self.backbone.pretrain.tasks";

  private GoalRules() {}

  /** Adds them to the schema of {@code spec}. */
  static void addTo(ObjectNode spec) {
    for (GoalSet goals : GoalSet.values()) {
      if (goals.tasks().size() < MetaWorldTasks.NAMES.size()) {
        String adapterHas = "!has(self.adapter) || " + within(goals, ADAPTER);
        add(spec, goals, "evaluation.goals", adapterHas);
        add(
            spec,
            goals,
            "demonstrations.scripted.goals",
            within(goals, PRETRAIN) + " && (" + adapterHas + ")");
      }
    }
  }

  private static void add(ObjectNode spec, GoalSet goals, String field, String rule) {
    spec.withArray("x-kubernetes-validations")
        .addObject()
        .put("fieldPath", "." + field)
        .put(
            "message",
            "has no goals for some of the tasks; use MT50, which has all, or only tasks of %s"
                .formatted(goals.benchmark()))
        .put(
            "rule",
            "%sself.%s != '%s' || (%s)".formatted(absent(field), field, goals.benchmark(), rule));
  }

  /** Demonstrations may come from elsewhere than from scripted policies. */
  private static String absent(String field) {
    return field.startsWith("demonstrations.scripted.")
        ? "!has(self.demonstrations.scripted) || "
        : "";
  }

  private static String within(GoalSet goals, String tasks) {
    List<MetaWorldSplit> splits =
        Arrays.stream(MetaWorldSplit.values())
            .filter(split -> goals.tasks().containsAll(split.tasks()))
            .toList();
    return "(has(%1$s.split) ? %1$s.split in %2$s : %1$s.names.all(task, task in %3$s))"
        .formatted(
            tasks,
            list(splits, MetaWorldSplit::label),
            list(goals.tasks().stream().sorted().toList(), name -> name));
  }

  private static <T> String list(List<T> values, Function<T, String> text) {
    return values.stream()
        .map(value -> "'" + text.apply(value) + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
