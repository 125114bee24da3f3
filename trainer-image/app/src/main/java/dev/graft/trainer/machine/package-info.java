/**
 * What the machine of a stage is busy with, as MLflow's system metrics.
 *
 * <p>Belongs here: reading counters of the system. Does not belong here: what a stage itself
 * measures. Start at {@link dev.graft.trainer.machine.MachineLoad}.
 */
@NullMarked
package dev.graft.trainer.machine;

import org.jspecify.annotations.NullMarked;
