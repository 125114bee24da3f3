package dev.graft.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.Graft;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What these commands refuse, and how; nothing here opens a simulation. */
final class SimCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int graft(String... arguments) {
    CommandLine command = Graft.commandLine();
    if (!command.getSubcommands().containsKey("sim")) {
      command.addSubcommand(new SimCommand());
    }
    return command
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("sim"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void listsTheTasksForPeopleAndForPrograms() throws IOException {
    assertThat(graft("tasks")).isZero();
    assertThat(out.toString()).contains("SUITE", "MetaWorld", "reach-v3");
    out.getBuffer().setLength(0);
    assertThat(graft("tasks", "-o", "json")).isZero();
    var rows = JsonMapper.builder().build().readTree(out.toString());
    assertThat(rows.findValuesAsText("name")).contains("reach-v3");
    assertThat(rows.get(0).get("observationSize").asInt()).isEqualTo(39);
  }

  @Test
  void listsTheCamerasThatShowTheTasks() throws IOException {
    List<String> cameras =
        new MetaWorld().cameras("reach-v3").stream().map(CameraInfo::name).toList();
    assertThat(graft("tasks", "--split", "ML45-test")).isZero();
    assertThat(out.toString().lines().skip(7).map(line -> line.split(" ")[0]))
        .as("below the tasks, once for all of them")
        .startsWith("CAMERA")
        .containsAll(cameras)
        .hasSize(1 + cameras.size());
    assertThat(out.toString()).contains("corner2           from the robot's right, the whole");
    out.getBuffer().setLength(0);
    assertThat(graft("tasks", "-o", "json")).isZero();
    for (JsonNode row : JsonMapper.builder().build().readTree(out.toString())) {
      assertThat(row.get("cameras").valueStream().map(JsonNode::asText))
          .containsExactlyElementsOf(cameras);
    }
  }

  @Test
  void picturesAreOfGoalsThatThereAre() {
    for (String command : List.of("render", "video")) {
      String[] start = {command, "--task", "door-lock-v3", "--out", folder + "/x.png"};
      assertThat(graft(with(start, "--benchmark", "MT10"))).isEqualTo(2);
      assertThat(err.toString())
          .contains("--benchmark is 'MT10': it has no task 'door-lock-v3'; give MT1, MT50");
      assertThat(graft(with(start, "--benchmark", "MT2"))).isEqualTo(2);
      assertThat(err.toString()).contains("--benchmark is 'MT2': give one of MT1, MT10");
      assertThat(graft(with(start, "--benchmark", "MT1", "--seed", "-1"))).isEqualTo(2);
      assertThat(err.toString()).contains("--seed is -1: MT1 takes 0 to 4294967295");
      assertThat(graft(with(start, "--benchmark", "MT1", "--goal", "50"))).isEqualTo(2);
      assertThat(err.toString()).contains("--goal is 50: give 0 to 49");
      assertThat(graft(with(start, "--goal", "-1"))).isEqualTo(2);
      assertThat(err.toString()).contains("--goal is -1: give 0 to ");
      err.getBuffer().setLength(0);
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static String[] with(String[] start, String... more) {
    return Stream.concat(Stream.of(start), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void listsTheTasksOfASplitInItsOrder() throws IOException {
    assertThat(graft("tasks", "--split", "ML10-test", "-o", "json")).isZero();
    var rows = JsonMapper.builder().build().readTree(out.toString());
    assertThat(rows.findValuesAsText("name"))
        .containsExactly(
            "drawer-open-v3", "door-close-v3", "shelf-place-v3", "sweep-into-v3", "lever-pull-v3");
    assertThat(graft("tasks", "--split", "ML1")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--split is 'ML1': give one of MT10, MT50, ML10-train,", "graft sim goals");
  }

  @Test
  void printsGoalsForPeopleAndForPrograms() throws IOException {
    assertThat(graft("goals", "--task", "door-lock-v3", "--seed", "-1", "--count", "6")).isZero();
    assertThat(out.toString().lines())
        .hasSize(6)
        .last()
        .isEqualTo("5  -0.05880377661617234 0.8278950836217691 0.15");
    out.getBuffer().setLength(0);
    String[] benchmark = {
      "goals", "--task", "door-lock-v3", "--benchmark", "ML45-test", "--seed", "3", "-o", "json"
    };
    assertThat(graft(benchmark)).isZero();
    var listing = JsonMapper.builder().build().readTree(out.toString());
    assertThat(listing.get("benchmark").asText()).isEqualTo("ML45-test");
    assertThat(listing.get("seed").asInt()).isEqualTo(3);
    assertThat(listing.get("goals")).hasSize(50);
    assertThat(listing.get("goals").get(49).get("index").asInt()).isEqualTo(49);
    assertThat(listing.get("goals").get(49).get("randVec")).hasSize(3);
  }

  @Test
  void refusesGoalsThatThereAreNot() {
    assertThat(graft("goals", "--task", "door-lock-v3", "--benchmark", "MT10")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--benchmark is 'MT10': it has no task 'door-lock-v3'; give MT1, MT50");
    assertThat(graft("goals", "--task", "reach-v3", "--benchmark", "MT2")).isEqualTo(2);
    assertThat(err.toString()).contains("--benchmark is 'MT2': give one of MT1, MT10");
    assertThat(graft("goals", "--task", "reach-v3", "--benchmark", "MT1", "--seed", "-1"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--seed is -1: MT1 takes 0 to 4294967295");
    assertThat(graft("goals", "--task", "reach-v3", "--benchmark", "MT1", "--count", "51"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("--count is 51: give 1 to 50");
  }

  @Test
  void successRefusesTasksAndGoalsThatThereAreNot() {
    assertThat(graft("success", "--task", "raech-v3")).isEqualTo(2);
    assertThat(err.toString()).contains("--task: unknown task 'raech-v3': did you mean reach-v3");
    assertThat(graft("success", "--goals", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--goals is 0: give 1 to 10000");
    assertThat(graft("success", "--benchmark", "MT50", "--goals", "51")).isEqualTo(2);
    assertThat(err.toString()).contains("--goals is 51: give 1 to 50");
    assertThat(graft("success", "--benchmark", "ML10")).isEqualTo(2);
    assertThat(err.toString()).contains("--benchmark is 'ML10': it has no task 'assembly-v3'");
  }

  static Stream<Arguments> wrongInputs() {
    String start =
        "{\"task\": \"reach-v3\", \"randVec\": [0, 0, 0, 0, 0, 0], \"goalVisible\": true";
    return Stream.of(
        Arguments.of("{", "line 1"),
        Arguments.of(
            "{\"task\": \"reach-v3\", \"policy\": \"scripted\", \"steps\": 1}", "randVec: missing"),
        Arguments.of("null", "is null; give an object"),
        Arguments.of(start.replace("\"reach-v3\"", "null") + "}", "task: missing"),
        Arguments.of(start + "}", "actions: missing"),
        Arguments.of(
            start.replace("reach", "raech") + ", \"actions\": [[0,0,0,0]]}",
            "unknown task 'raech-v3': did you mean reach-v3"),
        Arguments.of(
            start + ", \"actions\": [[0,0,0]]}", "actions[0]: 3 numbers, reach-v3 takes 4"),
        Arguments.of(start + ", \"actions\": [[0,0,0,1e999]]}", "actions[0][3]: Infinity"),
        Arguments.of(
            start + ", \"actions\": [[0,0,0,0]], \"steps\": 3}", "steps: 3, but actions are given"),
        Arguments.of(
            start + ", \"policy\": \"random\", \"steps\": 3}", "policy: 'random' is unknown"),
        Arguments.of(start + ", \"policy\": \"scripted\"}", "steps: missing"),
        Arguments.of(start + ", \"policy\": \"scripted\", \"steps\": 501}", "steps: 501 steps"),
        Arguments.of(start + ", \"actoins\": []}", "actoins"));
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void replayRefusesAWrongFileAndWritesNothing(String json, String message) throws IOException {
    Path input = Files.writeString(folder.resolve("in.json"), json);
    int code = graft("replay", "--input", input.toString(), "--output", folder + "/out.json");
    assertThat(err.toString()).contains("in.json", message).doesNotContain("\tat ");
    assertThat(code).isEqualTo(2);
    assertThat(folder.toFile().list()).containsExactly("in.json");
  }

  @Test
  void replayNamesAFileThatIsNotThereAndAnOptionThatIsMissing() {
    assertThat(graft("replay", "--input", folder + "/no.json", "--output", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--input", "no.json", "cannot be read");
    assertThat(graft("replay", "--input", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("--output");
  }

  @Test
  void refusesTasksSizesAndStepsThatDoNotExist() {
    String out = folder + "/x.png";
    assertThat(graft("render", "--task", "reach-v4", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("--task: unknown task 'reach-v4': did you mean reach-v3");
    assertThat(graft("render", "--task", "reach-v3", "--size", "9", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("--size is 9: give 16 to 2048");
    assertThat(graft("video", "--task", "reach-v3", "--steps", "0", "--out", out)).isEqualTo(2);
    assertThat(err.toString()).contains("--steps is 0: give 1 to 500");
  }

  @Test
  void serveRefusesWrongNumbersAndAPortInUse() throws IOException {
    assertThat(graft("serve", "--port", "70000")).isEqualTo(2);
    assertThat(err.toString()).contains("--port is 70000: give 0 to 65535");
    assertThat(graft("serve", "--max-environments", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--max-environments is 0: give 1 or more");
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(graft("serve", "--port", Integer.toString(taken.getLocalPort()))).isEqualTo(2);
      assertThat(err.toString())
          .contains("--port is " + taken.getLocalPort(), "in use", "give another port");
    }
  }
}
