package dev.graft.trainer.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.trainer.mlflow.TrackedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much of a journal a server has.
 *
 * @param server its address
 * @param run on the server; absent until it is known
 * @param lastSteps of the metrics that the run had when it was found: what another journal recorded
 * @param position in the journal up to which all is delivered
 * @param setAside what the server refused, and why
 */
record Delivered(
    String server,
    @Nullable TrackedRun run,
    Map<String, Long> lastSteps,
    long position,
    List<String> setAside) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  Delivered {
    lastSteps = Map.copyOf(lastSteps);
    setAside = List.copyOf(setAside);
  }

  static Delivered nothing(String server) {
    return new Delivered(server, null, Map.of(), 0, List.of());
  }

  /** What the file says, as far as it fits the server and a journal of {@code end} bytes. */
  static Delivered load(Path file, String server, long end) throws IOException {
    if (!Files.exists(file)) {
      return nothing(server);
    }
    Delivered delivered = JsonFile.read(file, Delivered.class);
    if (!delivered.server.equals(server)) {
      return nothing(server); // the records follow the address that a rerun names
    }
    // A journal whose end was lost: what the server had of it is asked for anew.
    return delivered.position <= end
        ? delivered
        : new Delivered(server, null, Map.of(), end, delivered.setAside);
  }

  byte[] json() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  Delivered at(TrackedRun found, Map<String, Long> steps) {
    return new Delivered(server, found, steps, position, setAside);
  }

  Delivered upTo(long end) {
    return new Delivered(server, run, lastSteps, end, setAside);
  }

  Delivered without(String refused) {
    List<String> all = Stream.concat(setAside.stream(), Stream.of(refused)).toList();
    return new Delivered(server, run, lastSteps, position, all);
  }
}
