package dev.graft.trainer.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.api.ContextWindow;
import dev.graft.api.Gpt2;
import dev.graft.api.Method;
import dev.graft.api.Mlp;
import dev.graft.api.Training;
import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.Fusion;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.adapter.MethodJson;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.policy.MlpArchitecture;
import dev.graft.learning.policy.Precision;
import dev.graft.learning.rollout.WindowMode;
import dev.graft.learning.training.Schedule;
import dev.graft.learning.training.TrainingLength;
import dev.graft.learning.training.TrainingSettings;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.AdapterSource;
import java.util.List;
import java.util.Objects;

/** The plan's words in the learning module's: pure. */
public final class LearningTerms {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LearningTerms() {}

  static Architecture architecture(
      dev.graft.api.Architecture architecture, int stateDim, int actionDim) {
    Gpt2 gpt2 = architecture.gpt2();
    Mlp mlp = architecture.mlp();
    if (gpt2 != null && mlp == null) {
      return gpt2(gpt2, stateDim, actionDim);
    }
    if (mlp != null && gpt2 == null) {
      return new MlpArchitecture(
          mlp.layers(), mlp.hiddenDim(), mlp.window(), mlp.dropout(), stateDim, actionDim);
    }
    throw new IllegalArgumentException("architecture: give exactly one of gpt2 and mlp");
  }

  private static Gpt2Architecture gpt2(Gpt2 gpt2, int stateDim, int actionDim) {
    return new Gpt2Architecture(
        gpt2.layers(),
        gpt2.heads(),
        gpt2.embeddingDim(),
        gpt2.context(),
        gpt2.maxTimesteps(),
        gpt2.dropout(),
        stateDim,
        actionDim);
  }

  static TrainingSettings settings(Training training, long seed) {
    return new TrainingSettings(
        length(training),
        training.batchSize(),
        training.learningRate(),
        training.warmupSteps(),
        switch (training.schedule()) {
          case Constant -> Schedule.CONSTANT;
          case Cosine -> Schedule.COSINE;
        },
        training.weightDecay(),
        training.gradientClipNorm(),
        training.actionHistoryDropout(),
        switch (training.precision()) {
          case FP32 -> Precision.FP32;
          case BF16 -> Precision.BF16;
        },
        switch (training.loss()) {
          case MSE -> Loss.MSE;
          case GaussianNLL -> Loss.GAUSSIAN_NLL;
        },
        Objects.requireNonNullElse(training.microBatchSize(), training.batchSize()),
        seed);
  }

  private static TrainingLength length(Training training) {
    Integer epochs = training.epochs();
    Integer steps = training.steps();
    if (epochs != null && steps == null) {
      return new TrainingLength.Epochs(epochs);
    }
    if (steps != null && epochs == null) {
      return new TrainingLength.Steps(steps);
    }
    throw new IllegalArgumentException(
        "training: epochs is %s and steps is %s: give exactly one".formatted(epochs, steps));
  }

  /** What the policy attends to in long episodes. */
  static WindowMode window(ContextWindow window) {
    return switch (window) {
      case Sliding -> WindowMode.EXACT;
      case Blockwise -> WindowMode.BLOCKWISE;
    };
  }

  /** Whether the policy sees the goal. */
  public static GoalVisibility visibility(dev.graft.api.GoalVisibility goal) {
    return switch (goal) {
      case Masked -> GoalVisibility.MASKED;
      case Visible -> GoalVisibility.VISIBLE;
    };
  }

  /** The method of a run. */
  static AdapterMethod method(AdapterRun run) {
    return run.fused().isEmpty() ? method(run.method()) : fusion(run.fused());
  }

  private static Fusion fusion(List<AdapterSource> sources) {
    return new Fusion(
        sources.stream()
            .map(
                source ->
                    new Fusion.Source(
                        source.name(),
                        Objects.requireNonNull(source.method().pfeiffer()).bottleneck()))
            .toList());
  }

  /**
   * The method of the member's name, with the member's parameters: both tables use the same. What
   * refers to other jobs needs the run: see {@link #method(AdapterRun)}.
   */
  static AdapterMethod method(Method method) {
    return MethodJson.read(method.memberName(), JSON.valueToTree(method.given()));
  }

  static HeadTraining head(boolean trained) {
    return trained ? HeadTraining.TRAINED : HeadTraining.FROZEN;
  }
}
