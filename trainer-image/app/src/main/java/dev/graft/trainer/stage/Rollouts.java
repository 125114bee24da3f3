package dev.graft.trainer.stage;

import dev.graft.api.GoalSet;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.rollout.PolicyController;
import dev.graft.learning.rollout.WindowMode;
import dev.graft.learning.tensor.ContentDigest;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.plan.AdapterRun;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.evaluation.Evaluator;
import dev.graft.trainer.evaluation.GoalList;
import dev.graft.trainer.evaluation.Policy;
import dev.graft.trainer.evaluation.RecordedEpisode;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Evaluates policies on the goals of a run. */
final class Rollouts {
  private static final String FILE = "evaluation.json";

  private final TrainerContext context;
  private final AdapterRun plan;
  private final Backbone backbone;
  private final List<Goal> goals;

  Rollouts(TrainerContext context, AdapterRun plan, Backbone backbone) {
    this.context = context;
    this.plan = plan;
    this.backbone = backbone;
    this.goals = GoalList.of(plan.evaluation());
  }

  /** Rolls out the backbone with an adapter, one episode a goal. */
  List<RecordedEpisode> evaluate(Adapter adapter, GoalVisibility goal) {
    ProgressReport report = new ProgressReport(context.events(), Phase.Evaluate, 0);
    Evaluator evaluator =
        new Evaluator(
            context.simulators(),
            new Evaluator.Settings(
                plan.dataset().suite().name(),
                plan.task(),
                plan.environments(),
                plan.evaluation().maxEpisodeSteps()),
            context.stop(),
            done ->
                report.units(
                    done.size(), goals.size(), RecordedEpisode.result(done).successRate().share()));
    int environments = Math.min(plan.environments(), goals.size());
    try (PolicyController controller =
        PolicyController.open(backbone, adapter, goal, environments, WindowMode.EXACT)) {
      return context.stop().interrupting(() -> evaluator.run(policy(controller), goals));
    }
  }

  private static Policy policy(PolicyController controller) {
    return new Policy() {
      @Override
      public void start(int[] environments) {
        controller.start(environments);
      }

      @Override
      public float[] act(int[] environments, float[] states) {
        return controller.act(environments, states);
      }
    };
  }

  private record Stored(EvaluationResult evaluation) {}

  /** Rolls out the backbone alone, unless another run of the same task and goals has done so. */
  EvaluationResult zeroShot(GoalVisibility goal) throws IOException {
    Path folder =
        context
            .store()
            .obtain(
                Kind.ZeroShot,
                zeroShotDigest(goal),
                partial -> {
                  List<RecordedEpisode> episodes = evaluate(Adapter.none(backbone), goal);
                  JsonFile.write(
                      partial.resolve(FILE), new Stored(RecordedEpisode.result(episodes)));
                });
    return JsonFile.read(folder.resolve(FILE), Stored.class).evaluation();
  }

  private String zeroShotDigest(GoalVisibility goal) {
    ContentDigest digest =
        new ContentDigest()
            .add("zero-shot-1")
            .add(backbone.digest())
            .add(plan.dataset().suite().name())
            .add(plan.task())
            .add(goal.name())
            .add(plan.evaluation().maxEpisodeSteps());
    goals.forEach(g -> digest.add(g.seed()).add(g.index()));
    GoalSet goalSet = plan.evaluation().goals();
    return (goalSet == GoalSet.Graft ? digest : digest.add(goalSet.name())).hex();
  }
}
