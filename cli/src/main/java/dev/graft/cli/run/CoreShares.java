package dev.graft.cli.run;

/**
 * How runs share the machine's cores.
 *
 * @param atOnce runs at once
 * @param threads of each
 */
record CoreShares(int atOnce, int threads) {

  /**
   * As many runs at once as asked for and as there are cores, each with its share of them.
   *
   * @param cores of the machine
   * @param parallelism runs at once that were asked for
   * @param threads of each that were asked for
   * @param runs there are
   */
  static CoreShares of(int cores, int parallelism, int threads, int runs) {
    int atOnce = Math.clamp(Math.min(parallelism, runs), 1, cores);
    return new CoreShares(atOnce, Math.clamp(cores / atOnce, 1, threads));
  }
}
