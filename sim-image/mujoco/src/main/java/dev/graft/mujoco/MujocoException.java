package dev.graft.mujoco;

/** MuJoCo refused a call: a model that does not compile, a diverged state, no way to render. */
public final class MujocoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what to do about it. */
  public MujocoException(String message) {
    super(message);
  }

  MujocoException(String attempted, RuntimeException cause) {
    super("%s: %s".formatted(attempted, cause.getMessage()), cause);
  }
}
