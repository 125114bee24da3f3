package dev.graft.learning.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records as JSON files: strict when read, whole or absent when written. */
public final class JsonFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private JsonFile() {}

  /** Writes a record. */
  public static void write(Path file, Record content) throws IOException {
    AtomicFile.write(file, JSON.writeValueAsBytes(content));
  }

  /**
   * Reads a record, or the one of a sealed interface that the fields tell.
   *
   * @throws MalformedFileException when the file is no such record
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return parse(Files.readAllBytes(file), type);
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(file, "cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * A record of a file's content, for files that do not lie on this disk.
   *
   * @throws JsonProcessingException when the content is no such record
   */
  public static <T> T parse(byte[] content, Class<T> type) throws IOException {
    return JSON.readValue(content, type);
  }
}
