package dev.graft.operator.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.slf4j.MDC;

/**
 * A log line as one JSON object: time, level, logger, message, the AdapterJob in whose pass it was
 * written, and the stack of an exception.
 */
public final class JsonLogFormat extends Formatter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Those that tell more on request. Not all do: other libraries would drown them, and tell what a
   * request carries. They are kept here, since a logger that nobody refers to forgets its level.
   */
  private static final List<Logger> TALKATIVE =
      Stream.of("dev.graft", "io.javaoperatorsdk", "io.fabric8.kubernetes")
          .map(Logger::getLogger)
          .toList();

  /** Makes all of the process's logs such lines on standard error, from that level on. */
  public static void install(LogLevel least) {
    LogManager.getLogManager().reset();
    ConsoleHandler handler = new ConsoleHandler();
    handler.setFormatter(new JsonLogFormat());
    handler.setLevel(least.level());
    Logger root = Logger.getLogger("");
    root.setLevel(least == LogLevel.DEBUG ? Level.INFO : least.level());
    TALKATIVE.forEach(logger -> logger.setLevel(least.level()));
    root.addHandler(handler);
  }

  @Override
  public String format(LogRecord record) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("time", record.getInstant().toString())
            .put("level", LogLevel.of(record.getLevel()).word())
            .put("logger", record.getLoggerName())
            .put("message", formatMessage(record));
    addJob(line);
    if (record.getThrown() != null) {
      line.put("exception", stack(record.getThrown()));
    }
    try {
      return JSON.writeValueAsString(line) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a log line that is not JSON", e);
    }
  }

  /** The operator framework notes the resource of each pass. */
  private static void addJob(ObjectNode line) {
    Map<String, String> context = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());
    String name = context.get("resource.name");
    if (name != null) {
      line.put("namespace", context.get("resource.namespace")).put("adapterJob", name);
    }
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
