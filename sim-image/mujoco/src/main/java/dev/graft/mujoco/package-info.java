/**
 * MuJoCo 3.3.0 for Java: {@link dev.graft.mujoco.Model} and {@link dev.graft.mujoco.Simulation} own
 * native memory, {@link dev.graft.mujoco.OffscreenRenderer} takes pictures. Start at {@code Model}.
 *
 * <p>Below them lies {@code dev.graft.mujoco.binding}, generated from MuJoCo's headers, whose raw
 * functions end the process on an error; no one outside this package uses it. What knows of robots
 * or tasks belongs to the suites.
 */
@NullMarked
package dev.graft.mujoco;

import org.jspecify.annotations.NullMarked;
