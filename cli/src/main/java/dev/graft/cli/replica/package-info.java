/**
 * The simulators of a local job: as many processes as {@code simulation.replicas} says, each the
 * main of a simulator pod at a port of its own, restarted at that port when it dies.
 *
 * <p>Belongs here: the life of those processes. Does not belong here: what they serve, which is the
 * simulator's module, and who connects to them. Start at {@link dev.graft.cli.replica.Replicas}.
 */
@NullMarked
package dev.graft.cli.replica;

import org.jspecify.annotations.NullMarked;
