package dev.graft.operator.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The writes that reached the API server, in its own words.
 *
 * @param file the API server's audit log, one JSON object a line
 */
public record AuditLog(Path file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One write.
   *
   * @param verb such as {@code create}
   * @param resource such as {@code jobs} or {@code adapterjobs/status}
   * @param namespace of the object
   * @param name of the object
   * @param code the answer's HTTP status
   */
  public record Write(String verb, String resource, String namespace, String name, int code) {}

  /** What a user asked to write in a namespace, in order. */
  public List<Write> writesOf(User user, String namespace) {
    try (var lines = Files.lines(file)) {
      return lines
          .map(AuditLog::parse)
          .filter(event -> event.at("/user/username").asText().equals(user.userName()))
          .map(AuditLog::write)
          .filter(write -> write.namespace().equals(namespace))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Write write(JsonNode event) {
    String subresource = event.at("/objectRef/subresource").asText();
    String resource = event.at("/objectRef/resource").asText();
    return new Write(
        event.at("/verb").asText(),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        event.at("/objectRef/namespace").asText(),
        event.at("/objectRef/name").asText(),
        event.at("/responseStatus/code").asInt());
  }
}
