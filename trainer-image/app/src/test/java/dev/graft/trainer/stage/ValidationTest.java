package dev.graft.trainer.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.simulator.client.Goal;
import dev.graft.trainer.evaluation.EpisodeOutcome;
import dev.graft.trainer.evaluation.EvaluationResult;
import dev.graft.trainer.result.AdapterRunResult.EpochEvaluation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationTest {
  private static final Backbone BACKBONE = backbone();

  @TempDir private Path checkpoints;
  private final List<EpochEvaluation> validations = new ArrayList<>();

  @Test
  void theBestHasTheMostSuccesses() {
    assertThat(Validation.best(List.of(after(1, 3), after(2, 7), after(3, 5))).epoch())
        .isEqualTo(2);
  }

  @Test
  void ofEqualOnesTheLastIsTheBest() {
    assertThat(Validation.best(List.of(after(1, 7), after(2, 3), after(3, 7))).epoch())
        .isEqualTo(3);
  }

  @Test
  void keepsTheBestAdapterAlone() throws IOException {
    Validation validation = new Validation(checkpoints);
    validate(validation, 1, 3);
    validate(validation, 2, 7);
    validate(validation, 3, 5);

    assertThat(validation.adapter(Validation.best(validations), BACKBONE).digest())
        .isEqualTo(adapter(2).digest());
    assertThat(checkpoints.resolve("best/1.0")).doesNotExist();
    assertThat(checkpoints.resolve("best/3.0")).doesNotExist();
  }

  @Test
  void keepsWhatATrainingThatGoesOnFromItsCheckpointWouldNeed() throws IOException {
    Validation validation = new Validation(checkpoints);
    validate(validation, 1, 3);
    new StageJournal(10, 0, 0, List.of(), validations, 1, true, Map.of()).save(checkpoints);
    validate(validation, 2, 7);

    EpochEvaluation before = Validation.best(validations.subList(0, 1));
    assertThat(validation.adapter(before, BACKBONE).digest()).isEqualTo(adapter(1).digest());
  }

  private void validate(Validation validation, int epoch, int successes) throws IOException {
    validations.add(after(epoch, successes));
    validation.keep(adapter(epoch), validations);
  }

  /** One that differs from epoch to epoch. */
  private static Adapter adapter(long epoch) {
    return Adapter.initialise(new Houlsby(2, 0), HeadTraining.FROZEN, BACKBONE, epoch);
  }

  private static Backbone backbone() {
    TrajectoryDataset dataset =
        new TrajectoryDataset(
            List.of(
                new Trajectory("reach-v3", 0, new float[] {0, 1, 2, 3}, new float[] {0, 1}, 1)));
    return Backbone.initialise(
        new Gpt2Architecture(1, 1, 4, 2, 8, 0, 4, 2),
        0,
        StateStatistics.of(dataset),
        new GoalRange(2, 4));
  }

  private static EpochEvaluation after(double epoch, int successes) {
    return new EpochEvaluation(
        epoch,
        new EvaluationResult(
            IntStream.range(0, 10)
                .mapToObj(
                    goal ->
                        new EpisodeOutcome(
                            new Goal(-1, goal), goal < successes ? 4 : null, null, 5, 0))
                .toList()));
  }
}
