package dev.graft.cli.doctor;

/**
 * What one check found.
 *
 * @param name of what was looked for
 * @param verdict how it stands
 * @param found what is there, or what its absence means
 * @param remedy what to do; empty when nothing need be done
 */
public record Finding(String name, Verdict verdict, String found, String remedy) {

  /** How a thing stands. */
  public enum Verdict {
    /** There. */
    Ok,
    /** Not there; Graft works without it, with less. */
    Optional,
    /** Not there, and Graft does not work without it. */
    Missing
  }

  static Finding ok(String name, String found) {
    return new Finding(name, Verdict.Ok, found, "");
  }

  static Finding optional(String name, String found, String remedy) {
    return new Finding(name, Verdict.Optional, found, remedy);
  }

  static Finding missing(String name, String found, String remedy) {
    return new Finding(name, Verdict.Missing, found, remedy);
  }
}
