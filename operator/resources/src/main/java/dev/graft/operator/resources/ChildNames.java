package dev.graft.operator.resources;

import java.util.Locale;

/**
 * Deterministic names of children.
 *
 * <p>An AdapterJob's name may have 253 characters and dots; a Service's may not. A name that has to
 * be changed to fit gets a digest of the original, so that two jobs never share a child.
 */
public final class ChildNames {
  /**
   * The longest name of a child. 63 is the limit of a label and of a host name; a StatefulSet adds
   * a dash and ten characters to its own name in its revision label, an Indexed Job a dash and the
   * index in its pods' host names.
   */
  static final int MAX_LENGTH = 63 - 11;

  private static final int MAX_LABEL_LENGTH = 63;
  private static final int DIGEST_LENGTH = 10;

  private ChildNames() {}

  /** The name of a child there is one of, whatever the spec: {@code JOB-ROLE}. */
  static String of(String job, Role role) {
    return withSuffix(job, "-" + role.label());
  }

  /** The name of a child that belongs to one digest: {@code JOB-ROLE-DIGEST}. */
  static String of(String job, Role role, String digest) {
    return withSuffix(job, "-" + role.label() + "-" + abbreviate(digest));
  }

  /** The first characters of a digest, enough to tell the attempts of one job apart. */
  static String abbreviate(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    return hex.substring(0, Math.min(DIGEST_LENGTH, hex.length()));
  }

  /** {@code job} as the value of a label. */
  static String labelValue(String job) {
    return job.length() <= MAX_LABEL_LENGTH ? job : shorten(job, MAX_LABEL_LENGTH);
  }

  private static String withSuffix(String job, String suffix) {
    int room = MAX_LENGTH - suffix.length();
    boolean fits = job.length() <= room && job.matches("[a-z][a-z0-9-]*");
    return (fits ? job : shorten(dnsLabel(job), room, job)) + suffix;
  }

  private static String dnsLabel(String job) {
    String label = job.replace('.', '-');
    return Character.isLetter(label.charAt(0)) ? label : "j" + label;
  }

  private static String shorten(String job, int room) {
    return shorten(job, room, job);
  }

  private static String shorten(String text, int room, String original) {
    String digest = abbreviate(ContentDigest.ofText(original));
    int kept = Math.min(text.length(), room - 1 - digest.length());
    return text.substring(0, kept) + "-" + digest;
  }
}
