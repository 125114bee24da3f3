package dev.graft.operator.tracking;

import dev.graft.api.AdapterJobStatus.MlflowStatus;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known from an attempt's tracking server. */
public sealed interface TrackingView {
  /** The latest point of each stage that trains, as far as it is known. */
  default Map<String, StagePoint> stages() {
    return Map.of();
  }

  /** The operator's configuration does not let it contact that server. */
  record NotContacted() implements TrackingView {}

  /** It was asked, or is to be. */
  record Asked() implements TrackingView {}

  /**
   * It does not answer, or not as it should.
   *
   * @param why in a few words
   * @param stages what it said last
   */
  record Away(String why, Map<String, StagePoint> stages) implements TrackingView {
    /** Copies the map. */
    public Away {
      stages = Map.copyOf(stages);
    }
  }

  /**
   * It answers.
   *
   * @param mlflow the attempt's parent run
   * @param stages the latest point of each stage that trains, by the stage's name
   * @param asOf when it was asked
   */
  record Answers(MlflowStatus mlflow, Map<String, StagePoint> stages, Instant asOf)
      implements TrackingView {
    /** Copies the map. */
    public Answers {
      stages = Map.copyOf(stages);
    }

    boolean saysTheSameAs(@Nullable TrackingView other) {
      return other instanceof Answers answers
          && mlflow.equals(answers.mlflow)
          && stages.equals(answers.stages);
    }
  }

  /**
   * All is recorded, the attempt's end included.
   *
   * @param mlflow the attempt's parent run
   */
  record Recorded(MlflowStatus mlflow) implements TrackingView {}

  /**
   * How far a stage has come.
   *
   * @param epoch passes over its data
   * @param step optimizer steps
   * @param loss mean over the last interval; absent until one has ended
   */
  record StagePoint(double epoch, long step, @Nullable Double loss) {}
}
