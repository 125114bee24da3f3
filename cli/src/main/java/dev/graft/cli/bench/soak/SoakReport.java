package dev.graft.cli.bench.soak;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a soak found.
 *
 * @param seconds it took
 * @param warmUpSeconds not counted in the trends
 * @param visits made, by kind
 * @param failures of visits that ended otherwise than they should, and how often
 * @param residentBytes of the server
 * @param descriptors of the server
 * @param threads of the server
 * @param environmentsFreeInTheEnd whether one session could take all of them
 * @param temporaryFilesLeft that the server left behind when it ended
 * @param flat whether nothing grows, nothing is left and nothing failed
 * @param samples all of them
 */
record SoakReport(
    double seconds,
    double warmUpSeconds,
    Map<Visit, Integer> visits,
    Map<String, Integer> failures,
    Trend residentBytes,
    Trend descriptors,
    Trend threads,
    boolean environmentsFreeInTheEnd,
    List<String> temporaryFilesLeft,
    boolean flat,
    List<Sample> samples) {
  static final String CRITERION =
      "flat: after the first quarter of the time, the median slope over all pairs of samples adds"
          + " up to no more than 3 percent of the median resident memory, at least 8 MiB, and 3"
          + " descriptors and 3 threads; all environments are free in the end, no temporary file is"
          + " left, and every visit ended as it should";

  private static final double SHARE = .03;
  private static final double MIB = 1 << 20;
  private static final double NOISE_BYTES = 8 * MIB;
  private static final double FEW = 3;
  private static final int WARM_UP_PART = 4;

  /** What is left after the visitors have gone. */
  record Rest(boolean environmentsFree, List<String> temporaryFiles) {}

  static SoakReport of(
      List<Sample> samples, Map<Visit, Integer> visits, Map<String, Integer> failures, Rest rest) {
    List<Sample> counted = samples.subList(samples.size() / WARM_UP_PART, samples.size());
    Trend resident = Trend.of(counted, Sample::residentBytes, SHARE, NOISE_BYTES);
    Trend descriptors = Trend.of(counted, Sample::descriptors, 0, FEW);
    Trend threads = Trend.of(counted, Sample::threads, 0, FEW);
    return new SoakReport(
        samples.getLast().seconds(),
        counted.getFirst().seconds(),
        visits,
        failures,
        resident,
        descriptors,
        threads,
        rest.environmentsFree(),
        rest.temporaryFiles(),
        resident.flat()
            && descriptors.flat()
            && threads.flat()
            && rest.environmentsFree()
            && rest.temporaryFiles().isEmpty()
            && failures.isEmpty(),
        samples);
  }

  String text() {
    int made = visits.values().stream().mapToInt(Integer::intValue).sum();
    return """
        %,d visits in %.0f s, of which %.0f s to warm up
        resident memory %.1f MiB, %+.2f MiB (%+.2f MiB an hour); %.2f MiB would count as none
        descriptors     %.0f, %+.1f
        threads         %.0f, %+.1f
        environments    %s in the end
        temporary files %s
        failures        %s
        %s
        %s"""
        .formatted(
            made,
            seconds,
            warmUpSeconds,
            residentBytes.median() / MIB,
            residentBytes.growth() / MIB,
            residentBytes.perHour() / MIB,
            residentBytes.allowed() / MIB,
            descriptors.median(),
            descriptors.growth(),
            threads.median(),
            threads.growth(),
            environmentsFreeInTheEnd ? "all free" : "NOT all free",
            temporaryFilesLeft.isEmpty() ? "none left" : temporaryFilesLeft,
            Optional.of(failures).filter(some -> !some.isEmpty()).map(Map::toString).orElse("none"),
            flat ? "FLAT" : "NOT FLAT",
            CRITERION);
  }
}
