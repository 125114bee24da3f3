package dev.graft.plan;

import dev.graft.api.AdapterJobStatus.ModelStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code spec.backbone.model} was found to stand for. */
public sealed interface ResolvedModel {
  /** Tag of a model's version: {@link BackboneStage#json} of the stage that made its backbone. */
  String STAGE_TAG = "graft.backboneStage";

  /** The reference, as the spec has it. */
  String uri();

  /**
   * There is such a version.
   *
   * @param uri the reference, as the spec has it
   * @param number of the version
   * @param stage the value of its {@link #STAGE_TAG}; absent: it has none
   */
  record Version(String uri, String number, @Nullable String stage) implements ResolvedModel {
    /** What was pinned. */
    public static Version of(ModelStatus pinned) {
      return new Version(pinned.uri(), pinned.version(), pinned.stage());
    }

    /**
     * To be pinned.
     *
     * @throws IllegalStateException for a version that no plan can be made with
     */
    public ModelStatus pinned() {
      if (stage == null) {
        throw new IllegalStateException(uri + " has no stage");
      }
      return new ModelStatus(uri, number, stage);
    }
  }

  /**
   * There is none.
   *
   * @param uri the reference, as the spec has it
   * @param there versions of the model, and aliases that stand for them, with an @ each; empty:
   *     there is no such model
   */
  record Missing(String uri, List<String> there) implements ResolvedModel {
    /** Copies the list. */
    public Missing {
      there = List.copyOf(there);
    }
  }
}
