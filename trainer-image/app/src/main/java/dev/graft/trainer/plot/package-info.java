/**
 * The pictures of a job: learning curves and success rates, as PNG files.
 *
 * <p>Belongs here: drawing of given numbers. Does not belong here: where the numbers come from, or
 * where the pictures go. Start at {@link dev.graft.trainer.plot.TaskComparisonPlot}.
 */
@NullMarked
package dev.graft.trainer.plot;

import org.jspecify.annotations.NullMarked;
