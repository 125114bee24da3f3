package dev.graft.trainer.card;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import dev.graft.trainer.result.BackboneResult;
import java.net.URI;

/** What a backbone is. */
public final class BackboneCard {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT =
      """
      # Backbone of `%1$s`

      A policy network for %2$s, pretrained by behaviour cloning, onto which adapters are grafted; its
      weights stay as they are.

      ## What it is

      %3$s
      ## Data

      %4$s

      ## How to load it

      In a manifest of Graft `backbone: {fromJob: {name: %1$s}}` takes it. `graft export %1$s DIR
      --with-backbone` writes it with the job's adapters and a plain PyTorch module:

      ```python
      from policy import Agent, load

      agent = Agent(load("backbone"))
      action = agent.act(observation)
      ```
      """;

  private static final String FILES =
      """

      ## Where its files are

      Among the artifacts of [the run that has made it](%2$s), once for all jobs that use it. In Python:

      ```python
      folder = mlflow.artifacts.download_artifacts("runs:/%1$s/%3$s")
      ```
      """;

  private BackboneCard() {}

  /** The card of a plan's backbone. */
  public static String text(Plan plan, BackboneResult result) {
    BackboneStage stage = plan.backbone();
    return TEXT.formatted(
        plan.job(), stage.dataset().suite(), facts(stage, result), Data.of(stage.dataset()));
  }

  /**
   * Where the files are, when another run has them.
   *
   * @param runId of that run
   * @param page of that run
   * @param path of the files among its artifacts
   */
  public static String files(String runId, URI page, String path) {
    return FILES.formatted(runId, page, path);
  }

  private static Table facts(BackboneStage stage, BackboneResult result) {
    return new Table("", "")
        .row("architecture", "`" + JSON.valueToTree(stage.architecture()) + "`")
        .row("parameters", String.valueOf(result.parameters()))
        .row("goal in pretraining", stage.goal().name())
        .row("seed", String.valueOf(stage.seed()))
        .row("training", "`" + JSON.valueToTree(stage.training()) + "`")
        .row("weights digest", "`" + result.weightsDigest() + "`")
        .row("stage digest", "`" + stage.digest() + "`");
  }
}
