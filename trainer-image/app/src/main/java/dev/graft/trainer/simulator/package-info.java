/**
 * How a trainer behaves towards simulators that it shares with others.
 *
 * <p>Start at {@link dev.graft.trainer.simulator.Room}.
 */
@NullMarked
package dev.graft.trainer.simulator;

import org.jspecify.annotations.NullMarked;
