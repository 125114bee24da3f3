package dev.graft.operator.resources;

/** What a child is for; part of its name and the value of its component label. */
public enum Role {
  /** The immutable ConfigMap that holds the plan. */
  PLAN("plan"),
  /** The simulators and their Service. */
  SIMULATOR("sim"),
  /** The Job that pretrains the backbone. */
  BACKBONE("backbone"),
  /** The Indexed Job of the adapter runs. */
  RUNS("runs");

  private final String label;

  Role(String label) {
    this.label = label;
  }

  /** The word in names and labels. */
  public String label() {
    return label;
  }
}
