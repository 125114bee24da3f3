package dev.graft.trainer.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;

/** Writes events as JSON objects, one a line. */
public final class JsonLines implements EventSink {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  /** Writes to {@code out}, flushing each line. */
  public JsonLines(PrintStream out) {
    this.out = out;
  }

  @Override
  public void emit(TrainerEvent event) {
    try {
      out.println(JSON.writerFor(TrainerEvent.class).writeValueAsString(event));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event that is not JSON: " + event, e);
    }
  }
}
