package dev.graft.cli.compare;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.compare.Difference.Found;
import dev.graft.cli.job.FinishedJob;
import dev.graft.cli.job.Policy;
import dev.graft.plan.AdapterRun;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.statistics.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Finished jobs on the same tasks: what each method came to, with intervals, and tests of each
 * against one of them. Pure.
 *
 * @param baseline the job that the others are tested against
 * @param bootstrapReplicates samples that the intervals of aggregates are computed from
 * @param allowedDifferences in what the jobs differ although that was not to be, if it was allowed
 * @param jobs in the order they were given
 * @param scores of every policy of every job; those that two jobs share come once, with the first
 * @param tests of every other job against the baseline, policy by policy; none where the jobs were
 *     evaluated on different goals
 */
public record Comparison(
    String baseline,
    int bootstrapReplicates,
    Set<Difference> allowedDifferences,
    List<Job> jobs,
    List<PolicyScores> scores,
    List<PairedTest> tests) {
  /** Copies the collections. */
  public Comparison {
    allowedDifferences = new TreeSet<>(allowedDifferences);
    jobs = List.copyOf(jobs);
    scores = List.copyOf(scores);
    tests = List.copyOf(tests);
  }

  /**
   * A job that is compared.
   *
   * @param name as the person gave it
   * @param method its method, such as {@code Houlsby 16}
   * @param seeds of its runs
   * @param goals of an evaluation
   * @param parameters trained
   * @param percentOfBackbone the same, as a percentage of the backbone's
   * @param bytes in single precision
   * @param seconds of a run on average, demonstrations, training and evaluation together
   */
  public record Job(
      String name,
      String method,
      List<Long> seeds,
      int goals,
      long parameters,
      double percentOfBackbone,
      long bytes,
      double seconds) {
    static Job of(FinishedJob job) {
      AdapterRunResult run = job.runs().getFirst();
      return new Job(
          job.name(),
          run.provenance().method(),
          job.runs().stream().map(AdapterRunResult::seed).distinct().sorted().toList(),
          run.evaluation().episodes().size(),
          run.adapter().parameters(),
          run.adapter().percentOfBackbone(),
          run.adapter().bytes(),
          job.runs().stream().mapToDouble(Job::seconds).average().orElseThrow());
    }

    private static double seconds(AdapterRunResult run) {
      return run.seconds().values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  /**
   * Compares jobs.
   *
   * @param jobs at least one, of different names
   * @param baseline one of them
   * @param allowed in what they may differ
   * @throws CommandFailure when tasks or seeds differ, or anything else that is not allowed to
   */
  public static Comparison of(
      List<FinishedJob> jobs, FinishedJob baseline, Set<Difference> allowed) {
    jobs.forEach(job -> requireSameRuns(baseline, job));
    Set<Difference> differences = requireComparable(jobs, baseline, allowed);
    return new Comparison(
        baseline.name(),
        Aggregate.replicates(),
        differences,
        jobs.stream().map(Job::of).toList(),
        scores(jobs),
        differences.contains(Difference.evaluation) ? List.of() : tests(jobs, baseline));
  }

  private static void requireSameRuns(FinishedJob first, FinishedJob second) {
    List<String> runs = first.runs().stream().map(Comparison::name).toList();
    List<String> others = second.runs().stream().map(Comparison::name).toList();
    if (runs.isEmpty()) {
      throw CommandFailure.usage(
          first.name() + " has no adapter runs: there is nothing to compare");
    }
    if (!runs.equals(others)) {
      throw CommandFailure.usage(
          "%s has the runs %s, %s has %s: give jobs with the same adapter.tasks and adapter.seeds"
              .formatted(first.name(), runs, second.name(), others));
    }
  }

  private static String name(AdapterRunResult run) {
    return AdapterRun.name(run.task(), run.seed());
  }

  private static Set<Difference> requireComparable(
      List<FinishedJob> jobs, FinishedJob baseline, Set<Difference> allowed) {
    List<Found> found =
        jobs.stream().flatMap(job -> Difference.between(baseline, job).stream()).toList();
    List<Found> refused =
        found.stream().filter(one -> !allowed.contains(one.difference())).toList();
    if (!refused.isEmpty()) {
      throw CommandFailure.usage(
          "the jobs are not alike in "
              + refused.stream().map(Found::message).collect(Collectors.joining("; in "))
              + ": compare jobs that are, or allow it with --allow-different "
              + refused.stream()
                  .map(one -> one.difference().name())
                  .distinct()
                  .collect(Collectors.joining(",")));
    }
    return found.stream().map(Found::difference).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<PolicyScores> scores(List<FinishedJob> jobs) {
    List<PolicyScores> scores = new ArrayList<>();
    for (Policy policy : Policy.values()) {
      for (FinishedJob job : jobs) {
        PolicyScores.of(job, policy)
            .filter(own -> policy.isLearned() || scores.stream().noneMatch(own::sameAs))
            .ifPresent(scores::add);
      }
    }
    return scores;
  }

  private static List<PairedTest> tests(List<FinishedJob> jobs, FinishedJob baseline) {
    List<PairedTest> tests = new ArrayList<>();
    for (Policy policy : Policy.values()) {
      for (FinishedJob job : jobs) {
        if (job != baseline && job.has(policy) && baseline.has(policy)) {
          tests.add(PairedTest.of(policy, job, baseline));
        }
      }
    }
    return tests;
  }

  /** The test of a job's policy, if there is one. */
  Optional<PairedTest> test(PolicyScores scores) {
    return tests.stream()
        .filter(test -> test.policy() == scores.policy() && test.job().equals(scores.job()))
        .findFirst();
  }

  /** Task names, in order. */
  public List<String> tasks() {
    return scores.getFirst().tasks().stream().map(PolicyScores.TaskScore::task).toList();
  }
}
