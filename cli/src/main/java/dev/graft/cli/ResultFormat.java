package dev.graft.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code -o}, and how a command prints its result by it, as a picocli mixin. */
public final class ResultFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--output", "--output-format"},
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private OutputFormat format = OutputFormat.text;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the spec
  public ResultFormat() {}

  /**
   * Prints a result on standard output.
   *
   * @param result a record or a list of them, which is what {@code -o json} shows, indented
   * @param text prints it for a person
   */
  public <T> void print(T result, BiConsumer<T, PrintWriter> text) {
    print(result, text, JSON.writerWithDefaultPrettyPrinter());
  }

  /** As {@link #print(Object, BiConsumer)}, but {@code -o json} is one line: for long lists. */
  public <T> void printCompact(T result, BiConsumer<T, PrintWriter> text) {
    print(result, text, JSON.writer());
  }

  private <T> void print(T result, BiConsumer<T, PrintWriter> text, ObjectWriter json) {
    PrintWriter out = command.commandLine().getOut();
    switch (format) {
      case text -> text.accept(result, out);
      case json -> out.println(written(result, json));
    }
  }

  private static String written(Object result, ObjectWriter json) {
    try {
      return json.writeValueAsString(result);
    } catch (JsonProcessingException bug) {
      throw new IllegalStateException(result.getClass() + " cannot be written as JSON", bug);
    }
  }

  /**
   * Where a command that prints its result bit by bit writes: standard output for a person, and
   * standard error where the result itself is for a program.
   */
  public PrintWriter progress() {
    return switch (format) {
      case text -> command.commandLine().getOut();
      case json -> command.commandLine().getErr();
    };
  }
}
