package dev.graft.operator.cluster;

/** Who talks to the API server; the token is good for one control plane of one test run. */
public enum User {
  /** May do everything. */
  ADMIN("system:masters"),
  /** May do what the operator's role allows. */
  OPERATOR("graft:operators"),
  /** The controller manager. */
  CONTROLLERS("system:masters");

  private final String group;

  User(String group) {
    this.group = group;
  }

  /** The name that the audit log knows the user by. */
  public String userName() {
    return "graft-test:" + name();
  }

  /** The user's group, which roles are bound to. */
  public String group() {
    return group;
  }
}
