/**
 * {@code graft compare}: finished jobs, on the goals they share.
 *
 * <p>Belongs here: what may be compared, and the table. Does not belong here: the statistics, which
 * are {@code dev.graft.trainer.statistics}'. Start at {@link dev.graft.cli.compare.Comparison}.
 */
@NullMarked
package dev.graft.cli.compare;

import org.jspecify.annotations.NullMarked;
