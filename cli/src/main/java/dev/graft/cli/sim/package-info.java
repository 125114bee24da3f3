/**
 * {@code graft sim}: the simulator by hand. Physics and serving are elsewhere; here are their
 * options, files and pictures.
 *
 * <p>Start at {@link dev.graft.cli.sim.SimCommand}.
 */
@NullMarked
package dev.graft.cli.sim;

import org.jspecify.annotations.NullMarked;
