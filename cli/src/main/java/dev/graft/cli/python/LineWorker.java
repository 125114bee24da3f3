package dev.graft.cli.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;

/**
 * A process that does what is asked of it. It reads a JSON object a line and answers each by
 * another; what else it says goes to standard error. For one thread at a time.
 */
public final class LineWorker implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private LineWorker(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /**
   * Starts it.
   *
   * @param name of what it measures, for messages, such as {@code Python's renderer}
   */
  public static LineWorker start(String name, ProcessBuilder process) throws IOException {
    return new LineWorker(name, process.redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /**
   * Sends a request, which Jackson can write, and waits for its answer.
   *
   * @throws CommandFailure if the process ends instead; it has said why
   */
  public JsonNode ask(Object request) throws IOException {
    send(JSON.writeValueAsString(request));
    String answer = answers.readLine();
    if (answer == null) {
      throw ended();
    }
    return JSON.readTree(answer);
  }

  private void send(String line) {
    try {
      requests.write(line);
      requests.newLine();
      requests.flush();
    } catch (IOException e) {
      throw ended(); // it reads no more
    }
  }

  private CommandFailure ended() {
    return CommandFailure.failed(name + " ended; what it said is above");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
