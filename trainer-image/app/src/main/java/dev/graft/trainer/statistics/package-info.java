/**
 * What can be said of success rates from a few episodes: pure functions of outcomes.
 *
 * <pre>
 * a task                SuccessRate                   Wilson
 * two policies on it    PairedComparison              McNemar, exact; HolmCorrection over tasks
 * all tasks             Aggregate                     mean, interquartile mean; stratified bootstrap
 * two methods on all    SignFlipTest                  exact permutation test
 *                       Aggregate                     probability of improvement
 * </pre>
 *
 * <p>Belongs here: intervals and tests. Does not belong here: how episodes are run or drawn. Start
 * at {@link dev.graft.trainer.statistics.SuccessRate}, then {@link
 * dev.graft.trainer.statistics.Aggregate}.
 */
@NullMarked
package dev.graft.trainer.statistics;

import org.jspecify.annotations.NullMarked;
