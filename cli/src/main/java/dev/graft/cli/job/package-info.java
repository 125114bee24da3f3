/**
 * Jobs as this machine keeps them: the files of their attempts, which have finished, and the order
 * in which jobs that refer to each other are executed; and finished jobs on a tracking server.
 *
 * <p>Belongs here: finding and reading results. Does not belong here: what is said of them. Start
 * at {@link dev.graft.cli.job.FinishedJobs} for references, at {@link dev.graft.cli.job.LocalJobs}
 * for results.
 */
@NullMarked
package dev.graft.cli.job;

import org.jspecify.annotations.NullMarked;
