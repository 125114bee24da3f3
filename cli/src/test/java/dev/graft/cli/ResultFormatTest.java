package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

final class ResultFormatTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What is printed, in both ways. */
  record Result(List<Integer> numbers) {}

  /** A command with a result. */
  @Command(name = "example")
  static final class Example implements Callable<Integer> {
    @Mixin private final ResultFormat format = new ResultFormat();

    @Override
    public Integer call() {
      format.progress().println("begun");
      Result result = new Result(List.of(1, 2));
      format.print(result, (it, out) -> out.println(it.numbers().size() + " numbers"));
      format.printCompact(result, (it, out) -> out.println("short"));
      return 0;
    }
  }

  private int run(String... arguments) {
    return new CommandLine(new Example())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aPersonReadsProgressAndTextTogether() {
    assertThat(run()).isZero();
    assertThat(out.toString().lines()).containsExactly("begun", "2 numbers", "short");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aProgramReadsJsonAloneIndentedOrOnOneLine() {
    assertThat(run("--output", "json")).isZero();
    assertThat(out.toString().lines())
        .containsExactly("{", "  \"numbers\" : [ 1, 2 ]", "}", "{\"numbers\":[1,2]}");
    assertThat(err.toString().lines()).containsExactly("begun");
  }

  @Test
  void anotherFormatIsRefusedByTheListOfThem() {
    assertThat(run("-o", "yaml")).isEqualTo(2);
    assertThat(err.toString()).contains("-o", "[text, json]", "yaml");
  }
}
