package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.crd.AdapterJob;
import dev.graft.crd.ManifestReader;
import dev.graft.crd.Reading;
import dev.graft.operator.resources.Blueprint;
import dev.graft.operator.resources.ChildrenYaml;
import dev.graft.operator.resources.Images;
import dev.graft.operator.resources.Owner;
import dev.graft.operator.resources.PodUser;
import dev.graft.operator.resources.PullPolicy;
import dev.graft.plan.PlanException;
import dev.graft.plan.Planner;
import dev.graft.plan.ResolvedInputs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code graft plan --children} prints, an API server accepts as it is. */
class ChildrenYamlIT extends WithAdmin {
  private static final String NAMESPACE = "default";

  @Test
  void childrenOfEveryManifestThatNeedsNothingElseAreAccepted() {
    List<String> texts =
        CrdCasesIT.VALID.stream().flatMap(valid -> children(valid.manifest()).stream()).toList();

    assertThat(texts).hasSizeGreaterThan(30);
    assertThat(texts).allSatisfy(text -> assertThat(accepted(text)).hasSizeBetween(4, 5));
  }

  private static Optional<String> children(String manifest) {
    AdapterJob job = ((Reading.Accepted) new ManifestReader().read(manifest)).jobs().getFirst();
    String name = job.getMetadata().getName();
    try {
      Blueprint blueprint =
          new Blueprint(
              new Owner(job.getApiVersion(), job.getKind(), NAMESPACE, name, Owner.UNKNOWN_UID),
              job.getSpec(),
              Planner.plan(name, job.getSpec(), ResolvedInputs.NONE),
              new Images(
                  "graft/simulator:1",
                  "graft/trainer@sha256:" + "a".repeat(64),
                  "graft/trainer-cuda:1",
                  PullPolicy.IfNotPresent,
                  List.of("registry")),
              PodUser.IMAGES,
              "http://mlflow:5000");
      return Optional.of(ChildrenYaml.of(blueprint, List.of("A note.")));
    } catch (PlanException refersToOthers) {
      return Optional.empty();
    }
  }

  /** As {@code kubectl create --dry-run=server} would, and as strictly. */
  private List<HasMetadata> accepted(String text) {
    return admin
        .load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
        .items()
        .stream()
        .<HasMetadata>map(
            child ->
                admin
                    .resource(child)
                    .inNamespace(NAMESPACE)
                    .dryRun()
                    .fieldValidation(Validation.STRICT)
                    .create())
        .toList();
  }
}
