/**
 * {@code graft bench}: measurements that can be made again. Each compares with a yardstick (bare
 * MuJoCo, a Python package) in alternating rounds of one run, because speeds of different runs or
 * machines do not compare.
 *
 * <p>Start at {@link dev.graft.cli.bench.BenchCommand}, which lists the measurements.
 */
@NullMarked
package dev.graft.cli.bench;

import org.jspecify.annotations.NullMarked;
