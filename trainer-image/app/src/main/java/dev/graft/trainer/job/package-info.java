/**
 * What is recorded of a whole job: the run that the stages' runs are nested in.
 *
 * <p>Start at {@link dev.graft.trainer.job.JobRecorder}.
 */
@NullMarked
package dev.graft.trainer.job;

import org.jspecify.annotations.NullMarked;
