/**
 * {@code graft run}: the plan of an AdapterJob, executed in processes of this machine.
 *
 * <p>Belongs here: attempts and their folders, the processes of the stages, the result. Does not
 * belong here: training and simulation themselves, which happen in {@link
 * dev.graft.cli.run.LocalTrainer}'s process. Start at {@link dev.graft.cli.run.RunCommand}, then
 * {@link dev.graft.cli.run.JobScheduler} for several jobs, and {@link
 * dev.graft.cli.run.LocalExecutor} for one.
 */
@NullMarked
package dev.graft.cli.run;

import org.jspecify.annotations.NullMarked;
