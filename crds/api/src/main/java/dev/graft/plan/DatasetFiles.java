package dev.graft.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.api.Demonstrations;
import org.jspecify.annotations.Nullable;

/**
 * A person's own demonstrations, pinned.
 *
 * @param format of the files
 * @param path of the dataset's folder, where the trainer sees it
 * @param claimName the volume that has it; absent: this machine
 * @param stateFeature which feature is the state
 * @param actionFeature which feature is the action
 * @param digest of the demonstrations of all its tasks
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatasetFiles(
    Demonstrations.Format format,
    String path,
    @Nullable String claimName,
    String stateFeature,
    String actionFeature,
    String digest) {
  /** Where a trainer's pod sees the volume. */
  public static final String VOLUME_FOLDER = "/var/lib/graft/demonstrations";
}
