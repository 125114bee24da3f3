package dev.graft.trainer.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One number for a method on all tasks. */
public final class Aggregate {
  /** Share of the scores that the interquartile mean leaves out at either end. */
  private static final double TRIMMED = 0.25;

  private Aggregate() {}

  /** How many samples the intervals are computed from. */
  public static int replicates() {
    return StratifiedBootstrap.REPLICATES;
  }

  /**
   * The mean of the tasks' success rates.
   *
   * <p>Its interval answers: what if there had been other goals, and other seeds? Within each task
   * runs and goals are drawn again, independently of each other, for the runs share the goals: the
   * pigeonhole bootstrap (Owen, "The pigeonhole bootstrap", 2007), which rather overstates the
   * spread. Of a single run only the goals are drawn.
   *
   * @param tasks at least one
   */
  public static Estimate mean(List<TaskOutcomes> tasks) {
    double value =
        tasks.stream().mapToDouble(task -> task.successRate().share()).average().orElseThrow();
    List<int[][]> samples = tasks.stream().map(Aggregate::matrix).toList();
    return new Estimate(
        value,
        Optional.of(StratifiedBootstrap.interval95(random -> resampledMean(samples, random))));
  }

  /** 1 where a run solved a goal, else 0: {@code [runs, goals]}. */
  private static int[][] matrix(TaskOutcomes task) {
    int[][] matrix = new int[task.runs().size()][task.goals()];
    for (int run = 0; run < matrix.length; run++) {
      for (int goal = 0; goal < task.goals(); goal++) {
        matrix[run][goal] = task.runs().get(run).get(goal) ? 1 : 0;
      }
    }
    return matrix;
  }

  private static double resampledMean(List<int[][]> tasks, Random random) {
    double sum = 0;
    for (int[][] task : tasks) {
      int goals = task[0].length;
      int[] weights = new int[goals];
      for (int i = 0; i < goals; i++) {
        weights[random.nextInt(goals)]++;
      }
      int solved = 0;
      for (int i = 0; i < task.length; i++) {
        int[] run = task[random.nextInt(task.length)];
        for (int goal = 0; goal < goals; goal++) {
          solved += run[goal] * weights[goal];
        }
      }
      sum += (double) solved / (task.length * goals);
    }
    return sum / tasks.size();
  }

  /**
   * The interquartile mean of the runs' success rates on all tasks: the mean of the middle half,
   * which neither one hopeless task nor one lucky seed moves much. Its interval is that over runs,
   * drawn again within each task (Agarwal et al., "Deep Reinforcement Learning at the Edge of the
   * Statistical Precipice", 2021, section 4.3; the package {@code rliable}); empty where a task has
   * one run only.
   *
   * @param tasks at least one
   */
  public static Estimate interquartileMean(List<TaskOutcomes> tasks) {
    List<double[]> scores = tasks.stream().map(TaskOutcomes::scores).toList();
    double value = interquartileMean(scores.stream().flatMapToDouble(Arrays::stream).toArray());
    boolean severalRuns = scores.stream().allMatch(runs -> runs.length > 1);
    return new Estimate(
        value,
        severalRuns
            ? Optional.of(
                StratifiedBootstrap.interval95(
                    random -> interquartileMean(resampled(scores, random))))
            : Optional.empty());
  }

  private static double[] resampled(List<double[]> strata, Random random) {
    double[] sample = new double[strata.stream().mapToInt(stratum -> stratum.length).sum()];
    int from = 0;
    for (double[] stratum : strata) {
      StratifiedBootstrap.resample(stratum, sample, from, random);
      from += stratum.length;
    }
    return sample;
  }

  /** Sorts its argument. As scipy's {@code trim_mean(scores, 0.25)}. */
  static double interquartileMean(double[] scores) {
    Arrays.sort(scores);
    int cut = (int) (TRIMMED * scores.length);
    return Arrays.stream(scores, cut, scores.length - cut).average().orElseThrow();
  }

  /**
   * The probability that a run of the first method beats a run of the second on a task drawn from
   * the tasks, ties counted half: the Mann-Whitney statistic of the runs' success rates, averaged
   * over tasks; with its interval over runs (Agarwal et al., 2021, section 4.3). The interval is
   * empty where a task has one run only.
   *
   * @param first by task
   * @param second of the same tasks in the same order
   */
  public static Estimate probabilityOfImprovement(
      List<TaskOutcomes> first, List<TaskOutcomes> second) {
    requireSameTasks(first, second);
    List<double[]> firsts = first.stream().map(TaskOutcomes::scores).toList();
    List<double[]> seconds = second.stream().map(TaskOutcomes::scores).toList();
    boolean severalRuns =
        firsts.stream().allMatch(runs -> runs.length > 1)
            && seconds.stream().allMatch(runs -> runs.length > 1);
    return new Estimate(
        improvement(firsts, seconds),
        severalRuns
            ? Optional.of(
                StratifiedBootstrap.interval95(
                    random ->
                        improvement(eachResampled(firsts, random), eachResampled(seconds, random))))
            : Optional.empty());
  }

  static void requireSameTasks(List<TaskOutcomes> first, List<TaskOutcomes> second) {
    List<String> firsts = first.stream().map(TaskOutcomes::task).toList();
    List<String> seconds = second.stream().map(TaskOutcomes::task).toList();
    if (firsts.isEmpty() || !firsts.equals(seconds)) {
      throw new IllegalArgumentException(
          "the tasks are %s and %s: must be the same, in the same order"
              .formatted(firsts, seconds));
    }
  }

  private static List<double[]> eachResampled(List<double[]> strata, Random random) {
    return strata.stream().map(stratum -> resampled(List.of(stratum), random)).toList();
  }

  private static double improvement(List<double[]> first, List<double[]> second) {
    double sum = 0;
    for (int task = 0; task < first.size(); task++) {
      sum += improvement(first.get(task), second.get(task));
    }
    return sum / first.size();
  }

  private static double improvement(double[] first, double[] second) {
    double wins = 0;
    for (double one : first) {
      for (double other : second) {
        wins += one > other ? 1 : one == other ? 0.5 : 0;
      }
    }
    return wins / (first.length * second.length);
  }
}
