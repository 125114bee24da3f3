package dev.graft.trainer.stage;

/** Tags that say whether a frozen backbone stayed as it was. */
final class StageTags {
  /** Digest of the backbone's content before an adapter was trained on it. */
  static final String BACKBONE_BEFORE = "graft.backboneWeightsBefore";

  /** The same, read back from the trained policy. */
  static final String BACKBONE_AFTER = "graft.backboneWeightsAfter";

  private StageTags() {}
}
