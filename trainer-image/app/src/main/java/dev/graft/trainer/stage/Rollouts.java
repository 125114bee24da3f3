package dev.graft.trainer.stage;

import dev.graft.api.ContextWindow;
import dev.graft.api.GoalSet;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.rollout.PolicyController;
import dev.graft.learning.tensor.ContentDigest;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.plan.AdapterRun;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.EpisodeEnd;
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
import java.util.function.Supplier;

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

  /** The goals, the same for every policy. */
  List<Goal> goals() {
    return goals;
  }

  /** Rolls out the backbone with an adapter, one episode a goal. */
  List<RecordedEpisode> evaluate(Adapter adapter, GoalVisibility goal) {
    try (PolicyController controller = controller(adapter, goal, goals)) {
      return evaluate(policy(controller));
    }
  }

  /** Rolls out any policy, one episode a goal. */
  List<RecordedEpisode> evaluate(Policy policy) {
    return run(policy, goals, EpisodeEnd.of(plan.evaluation()));
  }

  /**
   * Rolls out the backbone with an adapter on the validation's goals. The best epoch is the one
   * with the most successes, so that episodes may end with theirs.
   */
  EvaluationResult validate(Adapter adapter, GoalVisibility goal) {
    List<Goal> validation = GoalList.validation(plan.evaluation());
    try (PolicyController controller = controller(adapter, goal, validation)) {
      return RecordedEpisode.result(run(policy(controller), validation, EpisodeEnd.FIRST_SUCCESS));
    }
  }

  private PolicyController controller(Adapter adapter, GoalVisibility goal, List<Goal> on) {
    int environments = Math.min(plan.environments(), on.size());
    return PolicyController.open(
        backbone,
        adapter,
        goal,
        environments,
        LearningTerms.window(plan.evaluation().contextWindow()));
  }

  private List<RecordedEpisode> run(Policy policy, List<Goal> on, EpisodeEnd end) {
    ProgressReport report = new ProgressReport(context.events(), Phase.Evaluate, 0);
    Evaluator evaluator =
        new Evaluator(
            context.simulators(),
            new Evaluator.Settings(
                plan.dataset().suite().name(),
                plan.task(),
                plan.environments(),
                plan.evaluation().maxEpisodeSteps(),
                end),
            context.stop(),
            done ->
                report.units(
                    done.size(), on.size(), RecordedEpisode.result(done).successRate().share()));
    return context.stop().interrupting(() -> evaluator.run(policy, on));
  }

  private static Policy policy(PolicyController controller) {
    return new Policy() {
      @Override
      public void start(int[] environments, List<Goal> goals) {
        controller.start(environments);
      }

      @Override
      public float[] act(int[] environments, float[] states) {
        return controller.act(environments, states);
      }
    };
  }

  /** Rolls out the backbone alone, unless another run of the same task and goals has done so. */
  EvaluationResult zeroShot(GoalVisibility goal) throws IOException {
    return once(
        Kind.ZeroShot,
        zeroShotDigest(goal),
        () -> RecordedEpisode.result(evaluate(Adapter.none(backbone), goal)));
  }

  private ContentDigest zeroShotDigest(GoalVisibility goal) {
    ContentDigest digest =
        new ContentDigest().add("zero-shot-2").add(backbone.digest()).add(goal.name());
    ContextWindow window = plan.evaluation().contextWindow();
    return window == ContextWindow.Sliding ? digest : digest.add(window.name());
  }

  private record Stored(EvaluationResult evaluation) {}

  /**
   * The evaluation of a policy that other runs of the same task and goals evaluate too: the first
   * one that asks does the work.
   *
   * @param policy digest of what determines the policy; the task, the goals and the episodes'
   *     length are added
   */
  EvaluationResult once(Kind kind, ContentDigest policy, Supplier<EvaluationResult> evaluation)
      throws IOException {
    Path folder =
        context
            .store()
            .obtain(
                kind,
                withGoals(policy).hex(),
                partial -> JsonFile.write(partial.resolve(FILE), new Stored(evaluation.get())));
    return JsonFile.read(folder.resolve(FILE), Stored.class).evaluation();
  }

  private ContentDigest withGoals(ContentDigest policy) {
    policy
        .add(plan.dataset().suite().name())
        .add(plan.task())
        .add(plan.evaluation().maxEpisodeSteps())
        .add(EpisodeEnd.of(plan.evaluation()).name());
    goals.forEach(g -> policy.add(g.seed()).add(g.index()));
    GoalSet goalSet = plan.evaluation().goals();
    return goalSet == GoalSet.Graft ? policy : policy.add(goalSet.name());
  }
}
