package dev.graft.trainer.stage;

import dev.graft.learning.tensor.ContentDigest;
import dev.graft.plan.AdapterRun;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.evaluation.EpisodeEnd;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.evaluation.RandomPolicy;
import dev.graft.trainer.evaluation.RecordedEpisode;
import dev.graft.trainer.evaluation.ReplayPolicy;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.result.References;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Evaluates the policies that were not learned on the goals of a run. */
final class ReferencePolicies {
  private final TrainerContext context;
  private final AdapterRun plan;
  private final Rollouts rollouts;

  ReferencePolicies(TrainerContext context, AdapterRun plan, Rollouts rollouts) {
    this.context = context;
    this.plan = plan;
    this.rollouts = rollouts;
  }

  /** Both, from the store where another run of the task and goals has evaluated them. */
  References evaluate() throws IOException {
    SimulatorDescription simulator = context.describeSimulator();
    int actionSize = actionSize(simulator);
    return new References(
        rollouts.once(
            Kind.Reference, digest("expert-1", simulator), () -> expert(actionSize, goals())),
        rollouts.once(
            Kind.Reference,
            digest("random-1", simulator),
            () -> RecordedEpisode.result(rollouts.evaluate(new RandomPolicy(actionSize)))));
  }

  private static ContentDigest digest(String policy, SimulatorDescription simulator) {
    return new ContentDigest().add(policy).add(simulator.version());
  }

  private List<Goal> goals() {
    return rollouts.goals();
  }

  private int actionSize(SimulatorDescription simulator) {
    return simulator.tasks().stream()
        .filter(task -> task.suite().equals(plan.dataset().suite().name()))
        .filter(task -> task.name().equals(plan.task()))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the simulator has no task " + plan.task()))
        .actionSize();
  }

  /**
   * The scripted policy acts within the simulator, which tells its actions but not at which steps
   * the task was solved. So the actions are done again as those of any policy are.
   */
  private EvaluationResult expert(int actionSize, List<Goal> goals) {
    List<Demonstration> episodes =
        new ScriptedEpisodes(context, Phase.Evaluate).collect(request(goals));
    requireGoals(goals, episodes);
    Map<Goal, float[]> actions = new HashMap<>();
    episodes.forEach(episode -> actions.put(episode.goal(), episode.actions()));
    EvaluationResult replayed =
        RecordedEpisode.result(rollouts.evaluate(new ReplayPolicy(actionSize, actions)));
    requireSameOutcomes(episodes, replayed);
    return replayed;
  }

  /** All goals of the list, from the first one; failed episodes are told, not replaced. */
  private DemonstrationRequest request(List<Goal> goals) {
    return new DemonstrationRequest(
        plan.dataset().suite().name(),
        List.of(plan.task()),
        goals.size(),
        goals.getFirst().seed(),
        0,
        false,
        switch (EpisodeEnd.of(plan.evaluation())) {
          case FIRST_SUCCESS -> 0;
          case LAST_STEP -> -1;
        },
        plan.evaluation().maxEpisodeSteps(),
        goals.getFirst().benchmark());
  }

  private static void requireGoals(List<Goal> goals, List<Demonstration> episodes) {
    if (!episodes.stream().map(Demonstration::goal).toList().equals(goals)) {
      throw new IllegalStateException(
          "the simulator ran the scripted policy on other goals than it was asked for");
    }
  }

  private static void requireSameOutcomes(List<Demonstration> episodes, EvaluationResult replayed) {
    List<EpisodeOutcome> outcomes = replayed.episodes();
    List<Goal> different =
        IntStream.range(0, outcomes.size())
            .filter(i -> outcomes.get(i).success() != episodes.get(i).success())
            .mapToObj(i -> outcomes.get(i).goal())
            .toList();
    if (!different.isEmpty()) {
      throw new IllegalStateException(
          "the scripted policy's actions, done again, ended otherwise at %s: the simulators differ"
              .formatted(different));
    }
  }
}
