package dev.graft.crd.yaml;

/** Paths of fields as Kubernetes prints them: {@code spec.adapter.seeds[0]}. */
public final class Paths {
  /** The path of the document itself. */
  public static final String ROOT = "";

  private Paths() {}

  /** The path of a field of the object at {@code parent}. */
  public static String field(String parent, String name) {
    return parent.isEmpty() ? name : parent + "." + name;
  }

  /** The path of an item of the list at {@code parent}. */
  public static String item(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
