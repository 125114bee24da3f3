package dev.graft.plan;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code spec.demonstrations.dataset} was found to hold.
 *
 * @param path of its folder, where the trainer sees it
 * @param digest of the demonstrations of all its tasks
 * @param episodes how many it has, by task
 */
public record ResolvedDataset(String path, String digest, SortedMap<String, Integer> episodes) {
  /** Copies the map. */
  public ResolvedDataset {
    episodes = new TreeMap<>(episodes);
  }
}
