package dev.graft.plan;

import dev.graft.api.AdapterJobSpec;
import dev.graft.api.Demonstrations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plans the demonstrations of tasks: collected, or a person's own. */
final class DatasetPlanner {
  private static final String FIELD = "spec.demonstrations.dataset";

  private final AdapterJobSpec spec;
  private final @Nullable ResolvedDataset found;

  DatasetPlanner(AdapterJobSpec spec, ResolvedInputs inputs) {
    this.spec = spec;
    this.found = inputs.dataset();
  }

  /** The demonstrations of some tasks. */
  DatasetPlan of(List<String> tasks) {
    List<String> sorted = tasks.stream().sorted().toList();
    Demonstrations.Scripted scripted = spec.demonstrations().scripted();
    return scripted == null
        ? read(sorted, Objects.requireNonNull(spec.demonstrations().dataset()))
        : new DatasetPlan(
            digest(sorted, "scripted", scripted), spec.suite(), sorted, scripted, null);
  }

  /** Where the files are does not count. */
  private DatasetPlan read(List<String> tasks, Demonstrations.Dataset dataset) {
    DatasetFiles files = files(dataset);
    requireEpisodes(tasks);
    return new DatasetPlan(
        digest(tasks, "content", files.digest()), spec.suite(), tasks, null, files);
  }

  private String digest(List<String> tasks, String source, Object value) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("suite", spec.suite());
    content.put("tasks", tasks);
    content.put(source, value);
    return Digest.of("dataset/1", content);
  }

  private DatasetFiles files(Demonstrations.Dataset dataset) {
    return new DatasetFiles(
        dataset.format(),
        found == null ? unread(dataset) : found.path(),
        dataset.claimName(),
        dataset.stateFeature(),
        dataset.actionFeature(),
        content(dataset.digest()));
  }

  private static String unread(Demonstrations.Dataset dataset) {
    return dataset.claimName() == null
        ? dataset.path()
        : DatasetFiles.VOLUME_FOLDER + "/" + dataset.path();
  }

  private String content(@Nullable String asked) {
    if (found == null) {
      if (asked == null) {
        throw new PlanException(
            FIELD + ".digest",
            "is needed where the dataset cannot be read; give what graft plan prints where it can");
      }
      return asked;
    }
    if (asked != null && !asked.equals(found.digest())) {
      throw new PlanException(
          FIELD + ".digest",
          "is %s, but the demonstrations in %s have %s; give the right path, or that digest if they are the right ones"
              .formatted(asked, found.path(), found.digest()));
    }
    return found.digest();
  }

  private void requireEpisodes(List<String> tasks) {
    if (found == null) {
      return; // the trainer, which reads them, says the same
    }
    for (String task : tasks) {
      if (!found.episodes().containsKey(task)) {
        throw new PlanException(
            FIELD + ".path",
            "%s has no episode of task '%s'; it has %s: record some, or choose among those"
                .formatted(found.path(), task, tasksIn(found)));
      }
    }
  }

  private static String tasksIn(ResolvedDataset dataset) {
    return dataset.episodes().entrySet().stream()
        .map(entry -> "%d of %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", "));
  }
}
