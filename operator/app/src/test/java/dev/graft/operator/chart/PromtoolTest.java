package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.telemetry.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What Prometheus' own tool says of the alerts and of a scrape, where {@code GRAFT_PROMTOOL} says
 * where it is. The build does not need it.
 */
@EnabledIfEnvironmentVariable(named = "GRAFT_PROMTOOL", matches = ".+")
class PromtoolTest {
  @Test
  void alertsFireWhenTheyShould() throws IOException, InterruptedException {
    assertThat(promtool("", "test", "rules", "src/test/promtool/alerts-test.yaml"))
        .contains("SUCCESS");
  }

  @Test
  void metricsFollowTheConventions() throws IOException, InterruptedException {
    assertThat(promtool(Reports.textOfEverything(), "check", "metrics")).doesNotContain("graft_");
  }

  private static String promtool(String input, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(System.getenv("GRAFT_PROMTOOL")));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return told;
  }
}
