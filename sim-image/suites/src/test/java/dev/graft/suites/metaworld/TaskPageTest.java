package dev.graft.suites.metaworld;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Keeps the table of {@code docs/simulator-tasks.md} equal to the tasks' sources, the splits and
 * the results beside it. To refresh it: {@code mvn -pl sim-image/suites -am test
 * -Dtest=TaskPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dgraft.docs=write}.
 */
class TaskPageTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Path PAGE = DOCS.resolve("simulator-tasks.md");
  private static final Path SOURCES = Path.of("src/main/java/dev/graft/suites/metaworld");
  private static final String LINK = "../sim-image/suites/" + SOURCES + "/";
  private static final Pattern TABLE = Pattern.compile("\\| Task \\|.*?\n\n", Pattern.DOTALL);
  private static final Pattern PURPOSE = Pattern.compile("/\\*\\* (.*?) \\*/\nfinal class");
  private static final Pattern NAME =
      Pattern.compile("DEFINITION =\\s+Definition.of\\(\\s*\"(.*?)\"");

  private static JsonNode java = new ObjectMapper().createObjectNode();
  private static JsonNode python = new ObjectMapper().createObjectNode();

  /** A task's file: its story. */
  private record Source(String file, String purpose) {}

  @BeforeAll
  static void readResults() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    java = mapper.readTree(DOCS.resolve("results/scripted-success.json").toFile());
    python = mapper.readTree(DOCS.resolve("results/scripted-success-python.json").toFile());
  }

  @Test
  void theTableIsWhatSourcesSplitsAndResultsSay() throws IOException {
    String page = Files.readString(PAGE);
    String table = table();
    if ("write".equals(System.getProperty("graft.docs"))) {
      page = TABLE.matcher(page).replaceFirst(match -> table);
      Files.writeString(PAGE, page);
    }
    assertThat(TABLE.matcher(page).results().map(MatchResult::group)).containsExactly(table);
  }

  @Test
  void scriptedPoliciesSolveTheSameGoalsInTheSameStepsAsInPython() {
    for (String setting : List.of("seed", "goals", "maxSteps")) {
      assertThat(java.get(setting)).isEqualTo(python.get(setting));
    }
    assertThat(java.get("benchmark").asText()).isEmpty();
    assertThat(java.get("tasks").findValuesAsText("name")).isEqualTo(Splits.NAMES.get("MT50"));
    assertThat(java.get("tasks")).isEqualTo(python.get("tasks"));
  }

  @Test
  void everyTaskHasOneShortFileOfItsOwn() throws IOException {
    for (Source source : sources().values()) {
      assertThat(Files.readAllLines(SOURCES.resolve(source.file())))
          .as(source.file())
          .hasSizeLessThan(120);
    }
  }

  private static String table() throws IOException {
    Map<String, Source> sources = sources();
    StringBuilder table =
        new StringBuilder(
            "| Task | What | Splits | Solved of 50 | Steps |\n| --- | --- | --- | --- | --- |\n");
    for (JsonNode score : java.get("tasks")) {
      String name = score.get("name").asText();
      Source source = Objects.requireNonNull(sources.get(name), name);
      table.append(
          "| [%s](%s) | %s | %s | %d | %s |\n"
              .formatted(
                  name,
                  LINK + source.file(),
                  source.purpose(),
                  splits(name),
                  score.get("solved").asInt(),
                  medianSteps(score)));
    }
    return table.append('\n').toString();
  }

  private static String splits(String task) {
    return Splits.NAMES.entrySet().stream()
        .filter(split -> !split.getKey().equals("MT50") && split.getValue().contains(task))
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(", "));
  }

  /** Of the episodes that succeeded; the lower one of two in the middle. */
  private static String medianSteps(JsonNode score) {
    List<Integer> steps =
        score
            .get("firstSuccess")
            .valueStream()
            .filter(JsonNode::isInt)
            .map(JsonNode::asInt)
            .sorted()
            .toList();
    return steps.isEmpty() ? "" : steps.get((steps.size() - 1) / 2).toString();
  }

  private static Map<String, Source> sources() throws IOException {
    Map<String, Source> sources = new HashMap<>();
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        String text = Files.readString(file);
        var name = NAME.matcher(text);
        if (name.find()) {
          sources.put(name.group(1), new Source(file.getFileName().toString(), purpose(text)));
        }
      }
    }
    return sources;
  }

  private static String purpose(String source) {
    return PURPOSE
        .matcher(source)
        .results()
        .map(match -> match.group(1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no purpose in one line: " + source));
  }
}
