package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;

/** Kinds of named things in a model. */
public enum ObjectType {
  BODY(mujoco.mjOBJ_BODY),
  JOINT(mujoco.mjOBJ_JOINT),
  GEOM(mujoco.mjOBJ_GEOM),
  SITE(mujoco.mjOBJ_SITE),
  CAMERA(mujoco.mjOBJ_CAMERA);

  final int code;

  ObjectType(int code) {
    this.code = code;
  }
}
