package dev.graft.learning.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.MethodJson;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.tensor.AtomicFile;
import dev.graft.learning.tensor.JsonFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Policies for others: {@code policy.py}, which loads the folders of a backbone and of an adapter.
 *
 * <p>An adapter's folder has {@code adapter_model.safetensors} and {@code adapter_config.json}, for
 * LoRA and IA3 as {@code peft} writes them, and {@code graft.json}, which says what it is.
 */
public final class PolicyFiles {
  private static final String SCRIPT = "policy.py";
  private static final String FACTS = "graft.json";
  private static final String FORMAT = "graft-policy-1";

  /** What {@code graft.json} says; {@code policy.py} reads it. */
  private record Facts(
      String format,
      ObjectNode method,
      HeadTraining head,
      GoalVisibility goal,
      String backboneDigest,
      String adapterDigest) {}

  private PolicyFiles() {}

  /** Writes {@code policy.py}. */
  public static void writeScript(Path folder) throws IOException {
    try (InputStream script = PolicyFiles.class.getResourceAsStream(SCRIPT)) {
      byte[] content = Objects.requireNonNull(script, SCRIPT).readAllBytes();
      AtomicFile.write(folder.resolve(SCRIPT), content);
    }
  }

  /**
   * Writes an adapter.
   *
   * @param folder that gets its files
   * @param goal whether its policy sees the goal
   */
  public static void writeAdapter(Path folder, Adapter adapter, GoalVisibility goal)
      throws IOException {
    if (PeftFiles.has(adapter.method())) {
      PeftFiles.write(folder, adapter);
    } else {
      adapter.save(folder);
    }
    JsonFile.write(
        folder.resolve(FACTS),
        new Facts(
            FORMAT,
            MethodJson.write(adapter.method()),
            adapter.head(),
            goal,
            adapter.backboneDigest(),
            adapter.digest()));
  }
}
