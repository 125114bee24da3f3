package dev.graft.cli.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.suites.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A JSON file that holds a {@link Replay.Input}.
 *
 * @param path where it is
 */
record ReplayFile(Path path) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  /**
   * Reads it. Whether the values make sense is for the replay to say.
   *
   * @throws CommandFailure when it cannot be read, or is no such object
   */
  Replay.Input read() {
    try {
      Replay.Input input = MAPPER.readValue(Files.readString(path), Replay.Input.class);
      if (input == null) { // Jackson's reading of the word null
        throw wrong("is null; give an object with task, randVec and actions");
      }
      return input;
    } catch (JsonProcessingException malformed) {
      throw wrong(where(malformed) + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw wrong("cannot be read (%s); give a file that exists".formatted(unreadable));
    }
  }

  /** A failure that names this file. */
  CommandFailure wrong(String what) {
    return CommandFailure.usage("--input '" + path + "': " + what);
  }

  private static String where(JsonProcessingException malformed) {
    String line =
        malformed.getLocation() == null ? "" : "line " + malformed.getLocation().getLineNr() + ", ";
    String field =
        malformed instanceof JsonMappingException mapping
            ? mapping.getPath().stream().map(ReplayFile::step).collect(Collectors.joining())
            : "";
    return field.isEmpty() ? line : line + field + ": ";
  }

  private static String step(JsonMappingException.Reference at) {
    return at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName();
  }
}
