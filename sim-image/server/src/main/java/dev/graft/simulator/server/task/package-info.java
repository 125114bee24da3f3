/**
 * The tasks that a server offers, found by name, and the refusals of names and values that are
 * wrong.
 *
 * <p>Start at {@link dev.graft.simulator.server.task.Catalogue}.
 */
@NullMarked
package dev.graft.simulator.server.task;

import org.jspecify.annotations.NullMarked;
