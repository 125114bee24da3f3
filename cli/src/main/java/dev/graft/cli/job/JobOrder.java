package dev.graft.cli.job;

import dev.graft.cli.CommandFailure;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.References;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The order of the jobs of one command: each after those that it refers to, by their names or by
 * that of the model that they register. Where two want a core, the earlier one has it.
 */
public final class JobOrder {
  private final Map<String, AdapterJob> jobs;
  private final Deque<String> path = new ArrayDeque<>();
  private final Map<String, AdapterJob> ordered = new LinkedHashMap<>();

  private JobOrder(Map<String, AdapterJob> jobs) {
    this.jobs = jobs;
  }

  /**
   * Orders jobs; those that do not depend on each other stay as they are given.
   *
   * @throws CommandFailure when two have one name, or they refer to each other in a circle
   */
  public static List<AdapterJob> of(List<AdapterJob> given) {
    Map<String, AdapterJob> jobs = new LinkedHashMap<>();
    for (AdapterJob job : given) {
      if (jobs.put(name(job), job) != null) {
        throw CommandFailure.usage(
            "metadata.name: two of the manifests are named '%s'; give each its own name"
                .formatted(name(job)));
      }
    }
    JobOrder order = new JobOrder(jobs);
    jobs.keySet().forEach(order::visit);
    return List.copyOf(order.ordered.values());
  }

  /**
   * The names of the jobs that a job comes after.
   *
   * @param jobs of the command; those that it refers to by their names need not be among them
   */
  public static List<String> sources(AdapterJob job, Collection<AdapterJob> jobs) {
    return Stream.concat(
            References.of(job.getSpec()).jobs().stream(),
            jobs.stream()
                .filter(maker -> RegisteredModels.registers(maker, job))
                .map(JobOrder::name))
        .distinct()
        .toList();
  }

  private void visit(String name) {
    if (ordered.containsKey(name) || !jobs.containsKey(name)) {
      return; // placed already, or to be found among the finished ones
    }
    if (path.contains(name)) {
      List<String> circle = new ArrayList<>(path.reversed());
      circle.add(name);
      throw CommandFailure.usage(
          "the manifests refer to each other in a circle, %s; let one of them pretrain its backbone"
              .formatted(String.join(" -> ", circle.subList(circle.indexOf(name), circle.size()))));
    }
    path.push(name);
    AdapterJob job = Objects.requireNonNull(jobs.get(name));
    sources(job, jobs.values()).forEach(this::visit);
    path.pop();
    ordered.put(name, job);
  }

  private static String name(AdapterJob job) {
    return job.getMetadata().getName();
  }
}
