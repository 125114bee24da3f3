package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.telemetry.Reports;
import dev.graft.operator.telemetry.Scrape;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Prometheus is told while AdapterJobs come, end and go. */
class MetricsIT extends WithScenario {
  @Test
  void endIsCountedByTheProcessThatSeesItAndByNoOther() throws StartupException {
    scenario.startOperator();
    scenario.apply(Scenario.manifest());
    scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
    scenario.awaitReason("Succeeded");

    assertThat(scenario.scrape()).contains(attempts("succeeded", 1), runs("succeeded", 2));
    assertThat(new Scrape(scenario.scrape()).own().keySet())
        .isSubsetOf(Reports.ofEverything().own().keySet());

    scenario.replaceOperator();
    scenario.await("the job to be seen", () -> scenario.scrape().contains(standing("Succeeded")));
    assertThat(scenario.scrape()).contains(attempts("succeeded", 0), runs("succeeded", 0));

    scenario.admin.resource(scenario.job()).delete();
    scenario.awaitGone();
    scenario.await(
        "the job to be forgotten", () -> !scenario.scrape().contains(scenario.namespace));
  }

  @Test
  void visitsOfAServerThatIsAwayAreCountedAsFailed() throws StartupException {
    String nobody = "http://127.0.0.1:1";
    scenario.startOperator(nobody, Set.of(nobody));
    scenario.apply(Scenario.manifest().replace("uri: \"http://mlflow:5000\"", "experiment: away"));

    scenario.await(
        "visits that failed",
        () ->
            scenario
                .scrape()
                .matches(
                    "(?s).*graft_tracking_visits_total\\{outcome=\"failed\",server=\"127.0.0.1:1\"}"
                        + " [1-9].*"));
    assertThat(scenario.scrape()).contains("{outcome=\"answered\",server=\"127.0.0.1:1\"} 0.0");
  }

  private String standing(String phase) {
    return "graft_adapterjobs{namespace=\"%s\",phase=\"%s\",reason=\"%s\"} 1.0"
        .formatted(scenario.namespace, phase, phase);
  }

  private String attempts(String outcome, int count) {
    return counted("attempts", outcome, count);
  }

  private String runs(String outcome, int count) {
    return counted("runs", outcome, count);
  }

  private String counted(String what, String outcome, int count) {
    return "graft_%s_ended_total{namespace=\"%s\",outcome=\"%s\"} %d.0"
        .formatted(what, scenario.namespace, outcome, count);
  }
}
