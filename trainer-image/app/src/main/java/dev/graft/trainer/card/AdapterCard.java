package dev.graft.trainer.card;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.GoalSet;
import dev.graft.api.MethodKind;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import dev.graft.plan.Plan;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BestEpoch;
import dev.graft.trainer.statistics.SuccessRate;
import java.util.Locale;

/** What an adapter is. */
public final class AdapterCard {
  /** Name of a card's file, where whoever opens the folder sees it first; of a backbone's too. */
  public static final String FILE = "README.md";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT =
      """
      # %1$s for `%2$s`, seed %3$d

      %4$s

      ## Results

      Success at any step on the same %6$d goals%11$s, with Wilson 95 %% intervals.

      %7$s
      ## What it is

      %8$s
      ## Data

      %9$s

      ## How to load it

      `graft export %5$s/%10$s DIR --with-backbone` writes it with its backbone and a plain PyTorch
      module:

      ```python
      from policy import Agent, goal_visible, load

      agent = Agent(load("backbone", "%10$s"), goal_visible("%10$s"))
      action = agent.act(observation)
      ```
      """;

  private AdapterCard() {}

  /** The card of a run's adapter. */
  public static String text(Plan plan, AdapterRun run, AdapterRunResult result) {
    return TEXT.formatted(
        run.method().title(),
        run.task(),
        run.seed(),
        origin(plan, run),
        plan.job(),
        result.evaluation().episodes().size(),
        results(run, result),
        facts(run, result),
        Data.of(run.dataset()),
        run.name(),
        unseen(run) ? ", none of them demonstrated" : "");
  }

  /** Of a person's demonstrations, or a benchmark's goals, nobody knows. */
  static boolean unseen(AdapterRun run) {
    return run.dataset().files() == null && run.evaluation().goals() == GoalSet.Graft;
  }

  /** What was made of which backbone, and by whom. */
  public static String origin(Plan plan, AdapterRun run) {
    AdapterSource trained = run.trained();
    if (trained != null) {
      return "%s Trained by the job `%s`; the job `%s` has evaluated it again."
          .formatted(what(trained.method().kind()), trained.from().job(), plan.job());
    }
    String by = run.trains() ? "Trained by" : "Evaluated by";
    return "%s %s the job `%s`.".formatted(what(run.method().kind()), by, plan.job());
  }

  private static String what(MethodKind method) {
    return switch (method.trains()) {
      case ADDED_PARAMETERS -> "An adapter of a backbone that stays as it is.";
      case HEAD_BY_NATURE ->
          method == MethodKind.FULL_FINE_TUNE
              ? "All parameters of a backbone, changed from what they were."
              : "An action head for a backbone that otherwise stays as it is.";
      case NOTHING -> "A backbone as it is: nothing was added or trained.";
    };
  }

  private static Table results(AdapterRun run, AdapterRunResult result) {
    Table table = new Table("policy", "success", "95 % interval", "episodes");
    add(table, "**" + run.method().title() + "**", result.evaluation());
    BestEpoch best = result.best();
    if (best != null && !best.adapterDigest().equals(result.adapter().digest())) {
      add(table, "the same after its best epoch", best.evaluation());
    }
    add(table, "zero-shot, goal visible", result.zeroShotVisible());
    add(table, "zero-shot, goal masked", result.zeroShotMasked());
    add(table, "scripted expert", result.references().expert());
    add(table, "random actions", result.references().random());
    return table;
  }

  private static void add(Table table, String policy, EvaluationResult evaluation) {
    SuccessRate rate = evaluation.successRate();
    table.row(
        policy,
        number("%.2f", rate.share()),
        number("%.2f", rate.interval95().low()) + " to " + number("%.2f", rate.interval95().high()),
        String.valueOf(rate.trials()));
  }

  private static Table facts(AdapterRun run, AdapterRunResult result) {
    return new Table("", "")
        .row("method", run.method().title())
        .row("its settings", "`" + JSON.valueToTree(run.method()) + "`")
        .row(
            "parameters",
            "%d (%s %% of the backbone, %d bytes)"
                .formatted(
                    result.adapter().parameters(),
                    number("%.2f", result.adapter().percentOfBackbone()),
                    result.adapter().bytes()))
        .row("optimizer steps", String.valueOf(result.optimizerSteps()))
        .row("goal", run.goal().name())
        .row("digest", "`" + result.adapter().digest() + "`")
        .row("backbone before training", "`" + result.backboneDigestBefore() + "`")
        .row("backbone after training", "`" + result.backboneDigestAfter() + "`")
        .row("run digest", "`" + result.digest() + "`")
        .row("simulator", result.provenance().simulator())
        .row("engine", result.provenance().engine());
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
