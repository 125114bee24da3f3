/**
 * What JavaCPP's parser needs to know to turn MuJoCo's headers into {@code
 * dev.graft.mujoco.binding}, at build time only.
 */
@NullMarked
package dev.graft.mujoco.presets;

import org.jspecify.annotations.NullMarked;
