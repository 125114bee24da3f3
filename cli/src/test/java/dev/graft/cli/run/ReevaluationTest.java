package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.cli.job.Jobs;
import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.Plan;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReevaluationTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "method: {houlsby: {}}, training: {steps: 9}",
        "method: {lora: {rank: 4}}, trainHead: true, registerAs: mine, training: {epochs: 2}",
        "method: {fullFineTune: {}}, training: {steps: 9}"
      })
  void evaluatesTheAdaptersOnOtherGoals(String adapter) throws IOException {
    AdapterJob job = Jobs.adapting("first", adapter, "seeds: [0, 3]");
    Plan plan = plan(job, ResolvedInputs.NONE);

    AdapterJob again = reevaluation(job, plan, plan.runs());

    assertThat(again.getMetadata().getName()).isEqualTo("first-evaluate");
    assertThat(again.getSpec().evaluation().seed()).isEqualTo(1);
    Plan planned = plan(again, new ResolvedInputs(Map.of("first", plan)));
    assertThat(planned.experiment()).isEqualTo("first");
    assertThat(planned.backbone().digest()).isEqualTo(plan.backbone().digest());
    assertThat(planned.runs())
        .extracting(run -> Objects.requireNonNull(run.trained()))
        .extracting(AdapterSource::digest)
        .containsExactlyElementsOf(plan.runs().stream().map(AdapterRun::digest).toList());
  }

  @Test
  void evaluatesOneRunAlone() throws IOException {
    AdapterJob job =
        Jobs.adapting("first", "method: {ia3: {}}, training: {steps: 9}", "seeds: [3]");
    Plan plan = plan(job, ResolvedInputs.NONE);

    AdapterJob again = reevaluation(job, plan, plan.runs().subList(0, 1));

    assertThat(plan(again, new ResolvedInputs(Map.of("first", plan))).runs())
        .extracting(AdapterRun::name)
        .containsExactly(plan.runs().getFirst().name());
  }

  @Test
  void evaluatesTheBackboneOfAJobThatTrainsNothing() throws IOException {
    AdapterJob job = Jobs.adapting("bare", "method: {zeroShot: {}}", "seeds: [0]");
    Plan plan = plan(job, ResolvedInputs.NONE);

    AdapterJob again = reevaluation(job, plan, plan.runs());

    Plan planned = plan(again, new ResolvedInputs(Map.of("bare", plan)));
    assertThat(planned.runs())
        .allMatch(run -> run.method().memberName().equals("zeroShot"))
        .hasSameSizeAs(plan.runs());
  }

  @Test
  void adaptersThatAJobHasEvaluatedAgainAreThoseOfTheirMaker() throws IOException {
    AdapterJob job =
        Jobs.adapting("first", "method: {houlsby: {}}, training: {steps: 9}", "seeds: [0]");
    Plan plan = plan(job, ResolvedInputs.NONE);
    AdapterJob again = reevaluation(job, plan, plan.runs());
    Plan second = plan(again, new ResolvedInputs(Map.of("first", plan)));

    AdapterJob third = reevaluation(again, second, second.runs());

    assertThat(third.getMetadata().getName()).isEqualTo("first-evaluate-evaluate");
    assertThat(third.getSpec().evaluation().seed()).isEqualTo(2);
    Plan planned = plan(third, new ResolvedInputs(Map.of("first-evaluate", second)));
    assertThat(planned.adapterSources()).isEqualTo(second.adapterSources());
  }

  private static Plan plan(AdapterJob job, ResolvedInputs inputs) {
    return Planner.plan(job.getMetadata().getName(), job.getSpec(), inputs);
  }

  /** The manifest, read as a person's would be. */
  private static AdapterJob reevaluation(AdapterJob job, Plan plan, List<AdapterRun> runs)
      throws IOException {
    ObjectNode spec = JSON.valueToTree(job.getSpec());
    String manifest = JSON.writeValueAsString(new Reevaluation(plan, runs).manifest(spec));
    return switch (new ManifestReader().read(manifest)) {
      case Reading.Accepted(var jobs) -> jobs.getFirst();
      case Reading.Refused(var violations) -> throw new AssertionError(violations.toString());
    };
  }
}
