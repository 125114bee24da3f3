package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.AdapterStatus;
import dev.graft.api.AdapterJobStatus.BackboneStatus;
import dev.graft.operator.resources.Role;
import dev.graft.plan.Plan;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What came of the backbone and of an adapter, as their trainers said; reported once, it stays. */
final class Results {
  private Results() {}

  static @Nullable BackboneStatus backbone(ObservedState observed, Plan plan) {
    return words(observed, plan, Role.BACKBONE)
        .filter(words -> words.parameters() != null)
        .map(words -> backbone(plan, words))
        .findFirst()
        .or(() -> observed.statusOf(plan.specDigest()).map(AdapterJobStatus::backbone))
        .orElse(null);
  }

  private static BackboneStatus backbone(Plan plan, LastWords words) {
    long parameters = words.parameters() == null ? 0 : words.parameters();
    return new BackboneStatus(plan.backbone().digest(), parameters, words.runId());
  }

  static @Nullable AdapterStatus adapter(ObservedState observed, Plan plan) {
    return words(observed, plan, Role.RUNS)
        .flatMap(words -> adapter(words).stream())
        .findFirst()
        .or(() -> observed.statusOf(plan.specDigest()).map(AdapterJobStatus::adapter))
        .orElse(null);
  }

  private static Optional<AdapterStatus> adapter(LastWords words) {
    Long parameters = words.parameters();
    Double percent = words.percentOfBackbone();
    Long bytes = words.bytes();
    return parameters == null || percent == null || bytes == null
        ? Optional.empty()
        : Optional.of(
            new AdapterStatus(parameters, String.format(Locale.ROOT, "%.2f", percent), bytes));
  }

  private static Stream<LastWords> words(ObservedState observed, Plan plan, Role role) {
    return LastWords.results(observed.podsOf(role, plan.specDigest()));
  }
}
