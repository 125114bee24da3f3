package dev.graft.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.plan.TrainerDevice;
import dev.graft.trainer.stage.Stage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainerArgumentsTest {
  private static final String LINE =
      "--plan p.json --stage run --index 2 --state s --store t --simulators a:1,b:2"
          + " --tracking-uri http://mlflow:5000 --parent-key job/1";

  @Test
  void readsAWholeLine() {
    TrainerArguments arguments = parse(LINE, Map.of("GRAFT_CACHE", "/cache"));

    assertThat(arguments.stage()).isEqualTo(new Stage.Run(2));
    assertThat(arguments.simulators()).containsExactly("a:1", "b:2");
    assertThat(arguments.parentKey().value()).isEqualTo("job/1");
    assertThat(arguments.engineCache()).isEqualTo(Path.of("/cache/djl"));
    assertThat(arguments.noProgressDeadline()).isEmpty();
  }

  @Test
  void computesOnTheProcessorUnlessItIsToldOtherwise() {
    assertThat(parse(LINE, Map.of()).device()).isEqualTo(TrainerDevice.CPU);
    assertThat(parse(LINE, Map.of("GRAFT_DEVICE", "cuda")).device()).isEqualTo(TrainerDevice.CUDA);
    assertThatThrownBy(() -> parse(LINE, Map.of("GRAFT_DEVICE", "rocm")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("GRAFT_DEVICE is 'rocm': give one of cpu, cuda");
  }

  @Test
  void takesADeadlineInSeconds() {
    assertThat(parse(LINE + " --no-progress-deadline 1800", Map.of()).noProgressDeadline())
        .contains(Duration.ofMinutes(30));
  }

  @Test
  void takesTheIndexOfAnIndexedJobsPod() {
    TrainerArguments arguments =
        parse(LINE.replace("--index 2 ", ""), Map.of("JOB_COMPLETION_INDEX", "7"));

    assertThat(arguments.stage()).isEqualTo(new Stage.Run(7));
  }

  @Test
  void needsNoIndexForTheBackbone() {
    TrainerArguments arguments =
        parse(LINE.replace("--stage run --index 2", "--stage backbone"), Map.of());

    assertThat(arguments.stage()).isEqualTo(new Stage.Backbone());
  }

  @ParameterizedTest
  @CsvSource({
    "--stage run, --stage walk, give backbone or run",
    "--index 2, --index two, 'two'",
    "--index 2, '', JOB_COMPLETION_INDEX",
    "http://mlflow:5000, mlflow:5000, give an address such as",
    "--parent-key job/1, --parent-key it's, run key 'it's'",
    "--state s, --state s --no-progress-deadline 30m, '30m': give a whole number of seconds",
    "--state s, '', --state is missing",
    "--state s, --state s --state r, twice",
    "--state s, --states s, unknown option '--states'",
    "--parent-key job/1, --parent-key, --parent-key has no value"
  })
  void namesWhatIsWrong(String part, String replacement, String message) {
    String line = LINE.replace(part, replacement);

    assertThatThrownBy(() -> parse(line, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static TrainerArguments parse(String line, Map<String, String> environment) {
    List<String> words = new ArrayList<>(Arrays.asList(line.strip().split(" +")));
    return TrainerArguments.parse(words.toArray(String[]::new), environment);
  }
}
