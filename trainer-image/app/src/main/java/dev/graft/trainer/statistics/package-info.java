/**
 * What can be said of success rates from a few episodes: pure functions of counts.
 *
 * <p>Belongs here: intervals and tests. Does not belong here: how episodes are run or drawn. Start
 * at {@link dev.graft.trainer.statistics.SuccessRate}, then {@link
 * dev.graft.trainer.statistics.PairedComparison}.
 */
@NullMarked
package dev.graft.trainer.statistics;

import org.jspecify.annotations.NullMarked;
