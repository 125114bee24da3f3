/**
 * How fast pictures are taken, beside Python's {@code mujoco.Renderer}.
 *
 * <p>Start at {@link dev.graft.cli.bench.render.RenderBenchCommand}.
 */
@NullMarked
package dev.graft.cli.bench.render;

import org.jspecify.annotations.NullMarked;
