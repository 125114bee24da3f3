package dev.graft.operator.adapterjob;

import dev.graft.api.AdapterJobStatus.UsageStatus;
import dev.graft.operator.resources.Labels;
import dev.graft.operator.resources.Role;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Charges pods for the time that they had what they asked for.
 *
 * <p>Each report charges the time since the one before, so that nothing is charged twice and pods
 * that are gone stay charged. What a pod took between the last report and its removal is not known.
 */
final class Usage {
  private final ObservedState observed;
  private final Instant from;
  private final Instant to;

  private Usage(ObservedState observed, Instant from, Instant to) {
    this.observed = observed;
    this.from = from;
    this.to = to;
  }

  /**
   * What was charged before, and what came since.
   *
   * @param last null: nothing was charged before
   * @param attemptStart time from which an attempt is charged first
   */
  static UsageStatus charge(
      ObservedState observed, @Nullable UsageStatus last, Instant attemptStart, Instant now) {
    Instant from = last == null ? attemptStart : Instant.parse(last.until());
    Usage usage = new Usage(observed, from, now);
    return new UsageStatus(
        (last == null ? 0 : last.gpuSeconds()) + usage.gpuSeconds(),
        (last == null ? 0 : last.simCpuSeconds()) + usage.simulatorCpuSeconds(),
        Conditions.timestamp(now));
  }

  private long gpuSeconds() {
    return charge(pod -> !Labels.hasRole(pod, Role.SIMULATOR), Usage::gpus);
  }

  private long simulatorCpuSeconds() {
    return charge(pod -> Labels.hasRole(pod, Role.SIMULATOR), Usage::cpus);
  }

  private long charge(Predicate<Pod> whose, ToDoubleFunction<Pod> what) {
    double seconds =
        observed.pods().stream()
            .filter(whose)
            .mapToDouble(pod -> what.applyAsDouble(pod) * seconds(pod))
            .sum();
    return Math.round(seconds);
  }

  private double seconds(Pod pod) {
    return Pods.containers(pod).mapToDouble(this::seconds).sum();
  }

  private double seconds(ContainerState state) {
    if (state.getRunning() != null) {
      return overlap(state.getRunning().getStartedAt(), null);
    }
    return state.getTerminated() == null
        ? 0
        : overlap(state.getTerminated().getStartedAt(), state.getTerminated().getFinishedAt());
  }

  private double overlap(@Nullable String started, @Nullable String ended) {
    if (started == null) {
      return 0; // such as a pod that was rejected before it ran
    }
    Instant first = later(Instant.parse(started), from);
    Instant last = ended == null ? to : earlier(Instant.parse(ended), to);
    return first.isBefore(last) ? Duration.between(first, last).toMillis() / 1000.0 : 0;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static double gpus(Pod pod) {
    return requested(pod, resource -> resource.endsWith("/gpu"));
  }

  private static double cpus(Pod pod) {
    return requested(pod, "cpu"::equals);
  }

  /** Where only a limit is given, it is the request. */
  private static double requested(Pod pod, Predicate<String> resource) {
    return pod.getSpec().getContainers().stream()
        .map(Usage::quantities)
        .flatMap(quantities -> quantities.entrySet().stream())
        .filter(quantity -> resource.test(quantity.getKey()))
        .mapToDouble(quantity -> quantity.getValue().getNumericalAmount().doubleValue())
        .sum();
  }

  private static Map<String, Quantity> quantities(Container container) {
    Map<String, Quantity> quantities = new HashMap<>();
    if (container.getResources() != null) {
      quantities.putAll(orEmpty(container.getResources().getLimits()));
      quantities.putAll(orEmpty(container.getResources().getRequests()));
    }
    return quantities;
  }

  private static Map<String, Quantity> orEmpty(@Nullable Map<String, Quantity> quantities) {
    return Objects.requireNonNullElse(quantities, Map.of());
  }
}
