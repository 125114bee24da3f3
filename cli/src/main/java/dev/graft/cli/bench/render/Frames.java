package dev.graft.cli.bench.render;

/**
 * Pictures that were taken one after the other.
 *
 * @param count how many
 * @param seconds that took
 * @param cpuSeconds that took of all threads of the process
 */
record Frames(long count, double seconds, double cpuSeconds) {
  static final Frames NONE = new Frames(0, 0, 0);

  Frames plus(Frames other) {
    return new Frames(count + other.count, seconds + other.seconds, cpuSeconds + other.cpuSeconds);
  }

  double perSecond() {
    return count / seconds;
  }

  double perCpuSecond() {
    return count / cpuSeconds;
  }
}
