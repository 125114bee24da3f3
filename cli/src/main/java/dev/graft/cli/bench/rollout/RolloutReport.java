package dev.graft.cli.bench.rollout;

import dev.graft.cli.bench.Median;
import java.util.List;

/**
 * What was measured. Rates and times are medians over the rounds; the ratio is the median of each
 * round's ratio, whose two halves ran one after the other.
 *
 * @param environments stepped together
 * @param threads that step them, on both sides
 * @param rounds of each side
 * @param server where the other end of the session is
 * @param directStepsPerSecond environment steps by direct calls
 * @param sessionStepsPerSecond environment steps through the session
 * @param ratio of the session's rate to that of direct calls
 * @param microsecondsPerBatch from one request to the next
 */
record RolloutReport(
    int environments,
    int threads,
    int rounds,
    String server,
    double directStepsPerSecond,
    double sessionStepsPerSecond,
    double ratio,
    double microsecondsPerBatch) {

  /** The two halves of a round, in seconds. */
  record Round(double directSeconds, double sessionSeconds) {}

  static RolloutReport of(Workload workload, int threads, String server, List<Round> rounds) {
    double session = Median.of(rounds.stream().mapToDouble(Round::sessionSeconds).toArray());
    double direct = Median.of(rounds.stream().mapToDouble(Round::directSeconds).toArray());
    double[] ratios =
        rounds.stream().mapToDouble(r -> r.directSeconds() / r.sessionSeconds()).toArray();
    return new RolloutReport(
        workload.environments(),
        threads,
        rounds.size(),
        server,
        workload.allSteps() / direct,
        workload.allSteps() / session,
        Median.of(ratios),
        1e6 * session / workload.steps());
  }

  String text() {
    return """
        %d environments, %d threads, %d rounds, the server is %s
        direct calls  %,9.0f steps/s
        session       %,9.0f steps/s, %.0f us a batch
        ratio         %9.3f"""
        .formatted(
            environments,
            threads,
            rounds,
            server,
            directStepsPerSecond,
            sessionStepsPerSecond,
            microsecondsPerBatch,
            ratio);
  }
}
