/**
 * Jobs as this machine keeps them: the files of their attempts, which have finished, and the order
 * in which jobs that refer to each other are executed.
 *
 * <p>Start at {@link dev.graft.cli.job.FinishedJobs}.
 */
@NullMarked
package dev.graft.cli.job;

import org.jspecify.annotations.NullMarked;
