package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.AdapterJobStatus;
import dev.graft.api.AdapterJobStatus.MlflowStatus;
import dev.graft.operator.resources.Role;
import dev.graft.operator.tracking.TrackingView;
import dev.graft.operator.tracking.TrackingView.StagePoint;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories of AdapterJobs: what happens is in {@code in-story.yaml} of a folder of {@code
 * StoryTest}, what each pass of the control loop writes and reports in {@code out-story.yaml}. To
 * accept a change after reading it: {@code mvn -pl operator/adapterjob test -Dgraft.golden=write}.
 */
class StoryTest {
  private static final Path FOLDER = Path.of("src/test/resources/StoryTest");
  private static final MlflowStatus PARENT =
      new MlflowStatus("7", "parent", "http://mlflow:5000/#/experiments/7/runs/parent");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final World world = new World();
  private final List<Map<String, Object>> passes = new ArrayList<>();
  private Instant now = World.START;

  static Stream<Path> stories() throws IOException {
    try (var folders = Files.list(FOLDER)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void passesDoAndSayWhatTheStoryTells(Path folder) throws IOException {
    String story = Files.readString(folder.resolve("in-story.yaml"));
    for (JsonNode event : Serialization.unmarshal(story, JsonNode.class)) {
      tell(event.properties().iterator().next());
    }

    Path golden = folder.resolve("out-story.yaml");
    String yaml = Serialization.asYaml(passes);
    if ("write".equals(System.getProperty("graft.golden"))) {
      Files.writeString(golden, yaml);
    }
    assertThat(yaml).as(golden.toString()).isEqualTo(Files.readString(golden));
  }

  /** Seconds pass, then something happens. */
  private void tell(Map.Entry<String, JsonNode> event) throws IOException {
    JsonNode what = event.getValue();
    now = now.plusSeconds(what.path("after").asLong(0));
    switch (event.getKey()) {
      case "pass" -> pass();
      case "edit" -> world.edit(World.manifest().replace(text(what, "this"), text(what, "into")));
      case "start" -> world.runPod(role(what), index(what), now);
      case "end" ->
          world.endPod(
              role(what),
              index(what),
              what.path("exit").asInt(),
              JSON.writeValueAsString(what.path("says")),
              now);
      case "lose" -> world.losePod(role(what), index(what));
      case "hold" ->
          world.holdPod(role(what), index(what), text(what, "reason"), text(what, "message"));
      case "strand" -> world.strandPod(role(what), index(what), text(what, "message"));
      case "indices" -> world.report(text(what, "completed"), text(what, "failed"));
      case "conclude" ->
          world.conclude(role(what), text(what, "condition"), what.path("reason").asText(""));
      case "admit" -> world.suspendJob(role(what), false);
      case "evict" -> world.suspendJob(role(what), true);
      case "refuse" -> world.refusePods(role(what), text(what, "why"));
      case "tidy" -> world.forgetJobs();
      case "answers" -> world.track(new TrackingView.Answers(PARENT, points(what), now));
      case "away" -> world.track(new TrackingView.Away(text(what, "why"), points(what)));
      case "recorded" -> world.track(new TrackingView.Recorded(PARENT));
      default -> throw new IllegalArgumentException("no such event: " + event.getKey());
    }
  }

  private static Map<String, StagePoint> points(JsonNode what) {
    return JSON.convertValue(what.path("stages"), new TypeReference<>() {});
  }

  private void pass() {
    List<String> writes = world.planned().stream().map(StoryTest::write).toList();
    Map<String, Object> pass = new LinkedHashMap<>();
    pass.put("at", now.toString());
    pass.put("writes", writes);
    AdapterJobStatus before = world.observed().status();
    AdapterJobStatus status = world.pass(now);
    pass.put("status", status.equals(before) ? "unchanged" : readable(status));
    passes.add(pass);
  }

  /** The status with a line for each condition. */
  private static Map<?, ?> readable(AdapterJobStatus status) {
    Map<String, Object> fields = JSON.convertValue(status, new TypeReference<>() {});
    fields.put(
        "conditions",
        status.conditions().stream()
            .map(
                c ->
                    "%s=%s since %s (%s): %s"
                        .formatted(
                            c.type(), c.status(), c.lastTransitionTime(), c.reason(), c.message()))
            .toList());
    return fields;
  }

  private static String write(Action action) {
    return action.verb() + " " + World.name(action.child());
  }

  private static Role role(JsonNode what) {
    String label = text(what, "pod").isEmpty() ? text(what, "job") : text(what, "pod");
    return Arrays.stream(Role.values())
        .filter(role -> role.label().equals(label))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no role: " + what));
  }

  private static int index(JsonNode what) {
    return what.path("index").asInt(0);
  }

  private static String text(JsonNode what, String field) {
    return what.path(field).asText("");
  }
}
