package dev.graft.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the chart gives to Prometheus and Grafana. */
class MonitoringTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path PAGES = Path.of("../..");
  private static final Path PAGE = PAGES.resolve("docs/metrics.md");
  private static final String ALL =
      """
      metrics:
        podMonitor: {enabled: true, interval: 15s, labels: {release: prometheus}}
        rules: {enabled: true, labels: {release: prometheus}}
        dashboard: {enabled: true}
      """;

  @Test
  void isNotThereUnlessAskedFor() {
    assertThat(Chart.objects(Chart.DEFAULT_VALUES))
        .extracting(HasMetadata::getKind)
        .doesNotContain("PodMonitor", "PrometheusRule", "ConfigMap");
  }

  @Test
  void podMonitorScrapesTheOperatorsPodAtAPortThatIsOpen() throws IOException {
    JsonNode monitor = monitoring("PodMonitor").path("spec");
    Deployment deployment = Chart.objects(Deployment.class, ALL).getFirst();
    JsonNode endpoint = monitor.path("podMetricsEndpoints").path(0);
    String port = endpoint.path("port").asText();

    assertThat(entries(monitor.path("selector").path("matchLabels")))
        .isNotEmpty()
        .isSubsetOf(deployment.getSpec().getTemplate().getMetadata().getLabels().entrySet());
    assertThat(deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getPorts())
        .anyMatch(open -> open.getName().equals(port));
    assertThat(endpoint.path("path").asText()).isEqualTo("/metrics");
    assertThat(endpoint.path("interval").asText()).isEqualTo("15s");
    assertThat(endpoint.path("honorLabels").asBoolean()).isTrue();
    assertThat(Chart.objects(NetworkPolicy.class, ALL))
        .filteredOn(policy -> policy.getMetadata().getName().equals(Chart.RELEASE))
        .singleElement()
        .satisfies(policy -> assertThat(letsAnybodyReach(policy, port)).isTrue());
  }

  private static boolean letsAnybodyReach(NetworkPolicy policy, String port) {
    return policy.getSpec().getIngress().stream()
        .filter(rule -> rule.getFrom().isEmpty())
        .flatMap(rule -> rule.getPorts().stream())
        .anyMatch(open -> port.equals(open.getPort().getStrVal()));
  }

  @Test
  void carriesTheLabelsThatPrometheusSelectsBy() throws IOException {
    for (String kind : List.of("PodMonitor", "PrometheusRule")) {
      assertThat(monitoring(kind).at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    }
  }

  @Test
  void alertsAskForWhatTheOperatorTells() throws IOException {
    assertThat(alerts())
        .hasSizeGreaterThan(5)
        .allSatisfy(alert -> Promql.assertAsksForWhatIsTold(alert.path("expr").asText()));
  }

  @Test
  void alertsAreAboutTheReleasesNamespace() throws IOException {
    String leads = alerts().getFirst().toString();

    assertThat(leads).contains("namespace=\\\"" + Chart.NAMESPACE + "\\\"");
    assertThat(Files.readString(Chart.FOLDER.resolve("files/alerts.yaml")))
        .contains(Chart.NAMESPACE);
    assertThat(Chart.renderIn("robots", ALL))
        .contains("graft_leading{namespace=\"robots\"}")
        .doesNotContain(Chart.NAMESPACE);
  }

  @Test
  void alertsSayWhatToDoAndPointToPagesThatSayMore() throws IOException {
    for (JsonNode alert : alerts()) {
      JsonNode words = alert.path("annotations");
      assertThat(words.path("summary").asText()).as("%s", alert).isNotEmpty();
      assertThat(words.path("description").asText()).as("%s", alert).hasSizeGreaterThan(50);
      assertThat(List.of("critical", "warning", "info"))
          .contains(alert.at("/labels/severity").asText());
      for (String link : links(words.path("runbook").asText())) {
        String[] pageAndSection = link.split("#", -1);
        assertThat(sections(pageAndSection[0])).contains(pageAndSection[1]);
      }
    }
  }

  /** Where a reason is to be filled in, those of all reasons. */
  private static List<String> links(String runbook) {
    String reason = "{{ $labels.reason | toLower }}";
    return runbook.contains(reason)
        ? Promql.reasons().stream()
            .map(word -> runbook.replace(reason, word.toLowerCase(Locale.ROOT)))
            .toList()
        : List.of(runbook);
  }

  /** The names by which the headings of a page can be linked to. */
  private static List<String> sections(String page) throws IOException {
    return Pattern.compile("(?m)^#+ (.+)$")
        .matcher(Files.readString(PAGES.resolve(page)))
        .results()
        .map(heading -> heading.group(1).toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^a-z0-9 -]", "").replace(' ', '-'))
        .toList();
  }

  @Test
  void thePageListsTheAlertsWithTheirSeverity() throws IOException {
    List<String> rows =
        Files.readString(PAGE).lines().filter(line -> line.startsWith("| `Graft")).toList();

    assertThat(rows.stream().map(row -> row.replaceAll("^(\\| \\S+ \\| \\w+ \\|).*", "$1")))
        .containsExactlyElementsOf(
            alerts().stream()
                .map(
                    alert ->
                        "| `%s` | %s |"
                            .formatted(
                                alert.path("alert").asText(),
                                alert.at("/labels/severity").asText()))
                .toList());
  }

  @Test
  void queriesOfThePageAskForWhatTheOperatorTells() throws IOException {
    List<String> queries =
        Pattern.compile("(?m)^\\| [^|]+\\? \\| `(.+)` \\|$")
            .matcher(Files.readString(PAGE))
            .results()
            .map(row -> row.group(1).replace("\\|", "|"))
            .toList();

    assertThat(queries).hasSizeGreaterThan(5).allSatisfy(Promql::assertAsksForWhatIsTold);
  }

  @Test
  void dashboardIsWhatGrafanasSidecarLooksFor() throws IOException {
    ConfigMap map = Chart.objects(ConfigMap.class, ALL).getFirst();

    assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
    assertThat(JSON.readTree(map.getData().get("graft.json"))).isEqualTo(dashboard());
  }

  @Test
  void dashboardAsksForWhatTheOperatorTells() throws IOException {
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      assertThat(panel.path("targets")).as("%s", panel.path("title")).isNotEmpty();
      panel.path("targets").forEach(target -> queries.add(target.path("expr").asText()));
    }
    queries.add(dashboard().at("/templating/list/1/query/query").asText());

    assertThat(queries).hasSizeGreaterThan(15).allSatisfy(Promql::assertAsksForWhatIsTold);
  }

  @Test
  void panelsOfTheDashboardDoNotOverlap() throws IOException {
    List<String> cells = new ArrayList<>();
    for (JsonNode panel : dashboard().path("panels")) {
      JsonNode at = panel.path("gridPos");
      assertThat(at.path("x").asInt() + at.path("w").asInt()).isLessThanOrEqualTo(24);
      for (int x = 0; x < at.path("w").asInt(); x++) {
        for (int y = 0; y < at.path("h").asInt(); y++) {
          cells.add((at.path("x").asInt() + x) + "/" + (at.path("y").asInt() + y));
        }
      }
    }

    assertThat(cells).doesNotHaveDuplicates();
    assertThat(dashboard().path("panels").findValuesAsText("id")).doesNotHaveDuplicates();
  }

  @Test
  void refusesAnIntervalThatIsNone() {
    assertThatThrownBy(() -> Chart.render("metrics: {podMonitor: {interval: often}}"))
        .hasMessageContaining("metrics/podMonitor/interval");
  }

  private static JsonNode dashboard() throws IOException {
    return JSON.readTree(Chart.FOLDER.resolve("files/dashboard.json").toFile());
  }

  private static List<JsonNode> alerts() throws IOException {
    JsonNode groups = monitoring("PrometheusRule").at("/spec/groups");
    assertThat(groups).hasSize(1);
    return StreamSupport.stream(groups.path(0).path("rules").spliterator(), false).toList();
  }

  private static List<Map.Entry<String, String>> entries(JsonNode labels) {
    return labels.properties().stream()
        .map(label -> Map.entry(label.getKey(), label.getValue().asText()))
        .collect(Collectors.toList());
  }

  private static JsonNode monitoring(String kind) throws IOException {
    HasMetadata object =
        Chart.objects(ALL).stream()
            .filter(candidate -> candidate.getKind().equals(kind))
            .findFirst()
            .orElseThrow();
    assertThat(object.getApiVersion()).isEqualTo("monitoring.coreos.com/v1");
    return JSON.valueToTree(object);
  }
}
