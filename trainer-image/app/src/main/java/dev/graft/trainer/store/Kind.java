package dev.graft.trainer.store;

/** What a store holds, a folder of its own for each. */
public enum Kind {
  /** Demonstrations. */
  Dataset("datasets"),
  /** Pretrained backbones. */
  Backbone("backbones"),
  /** Trained adapters, by the digest of their run. */
  Adapter("adapters"),
  /** Evaluations of a backbone alone, which all methods and seeds share. */
  ZeroShot("zero-shot"),
  /** Evaluations of policies that were not learned, which all jobs share. */
  Reference("references");

  private final String folder;

  Kind(String folder) {
    this.folder = folder;
  }

  String folder() {
    return folder;
  }
}
