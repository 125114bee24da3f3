package dev.graft.learning.training;

import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.SafetensorsFile;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder of checkpoints of one run, each a safetensors file named after its step, with the digest
 * of its content. The newest two are kept: one may be damaged by the disk it lies on.
 */
record Checkpoints(Path folder, RunIdentity identity) {
  private static final String FORMAT = "graft-checkpoint-1";
  private static final String NAME = "checkpoint-%012d.safetensors";
  private static final String PATTERN = "checkpoint-\\d{12}\\.safetensors";
  private static final int KEPT = 2;

  private static final String PARAMETER = "parameter/";
  private static final String FIRST_MOMENT = "first_moment/";
  private static final String SECOND_MOMENT = "second_moment/";

  /** A checkpoint that was read, and the fingerprint of the engine that wrote it. */
  record Found(TrainingState state, String fingerprint) {}

  /** Writes one; returns the steps of those that are kept. */
  Set<Long> save(TrainingState state, String fingerprint) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    state.parameters().asMap().forEach((name, t) -> tensors.put(PARAMETER + name, t));
    state.firstMoments().asMap().forEach((name, t) -> tensors.put(FIRST_MOMENT + name, t));
    state.secondMoments().asMap().forEach((name, t) -> tensors.put(SECOND_MOMENT + name, t));
    TensorMap content = new TensorMap(tensors);
    Map<String, String> metadata = new HashMap<>(identity.metadata());
    metadata.put("format", FORMAT);
    metadata.put("step", Long.toString(state.step()));
    metadata.put("fingerprint", fingerprint);
    metadata.put("digest", content.digest());
    Safetensors.write(folder.resolve(NAME.formatted(state.step())), content, metadata);
    List<Path> all = newestFirst();
    for (Path old : all.stream().skip(KEPT).toList()) {
      Files.deleteIfExists(old);
    }
    return all.stream().limit(KEPT).map(Checkpoints::stepOf).collect(Collectors.toSet());
  }

  private static long stepOf(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().replaceAll("\\D", ""));
  }

  /** The newest whole checkpoint. */
  Optional<Found> latest() throws IOException {
    for (Path file : newestFirst()) {
      Optional<SafetensorsFile> content = readWhole(file);
      if (content.isPresent()) {
        Map<String, String> metadata = content.get().metadata();
        identity.requireSame(file, metadata);
        return Optional.of(
            new Found(
                state(content.get()), metadata.getOrDefault("fingerprint", "unknown engine")));
      }
    }
    return Optional.empty();
  }

  private List<Path> newestFirst() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(PATTERN))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Empty when the file is damaged: the one before it serves then. */
  private static Optional<SafetensorsFile> readWhole(Path file) throws IOException {
    try {
      SafetensorsFile content = Safetensors.read(file);
      Map<String, String> metadata = content.metadata();
      boolean whole =
          FORMAT.equals(metadata.get("format"))
              && content.tensors().digest().equals(metadata.get("digest"));
      return whole ? Optional.of(content) : Optional.empty();
    } catch (MalformedFileException e) {
      return Optional.empty();
    }
  }

  private static TrainingState state(SafetensorsFile file) {
    return new TrainingState(
        Long.parseLong(file.metadata().getOrDefault("step", "0")),
        withPrefix(file.tensors(), PARAMETER),
        withPrefix(file.tensors(), FIRST_MOMENT),
        withPrefix(file.tensors(), SECOND_MOMENT));
  }

  private static TensorMap withPrefix(TensorMap tensors, String prefix) {
    Map<String, Tensor> part = new LinkedHashMap<>();
    tensors
        .asMap()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
              }
            });
    return new TensorMap(part);
  }
}
