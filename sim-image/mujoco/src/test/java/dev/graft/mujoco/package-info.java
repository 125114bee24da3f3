/** Tests of MuJoCo for Java against physics one can do by hand. */
@NullMarked
package dev.graft.mujoco;

import org.jspecify.annotations.NullMarked;
