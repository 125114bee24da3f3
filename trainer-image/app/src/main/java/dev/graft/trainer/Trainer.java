package dev.graft.trainer;

import dev.graft.learning.engine.Device;
import dev.graft.learning.engine.EngineSettings;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.plan.TrainerDevice;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.stage.Stage;
import dev.graft.trainer.stage.Stages;
import dev.graft.trainer.stop.StoppedException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Executes one stage of a plan.
 *
 * <p>A stage whose result is there is done: it is told again and nothing runs. One that was ended
 * in its middle continues at its last checkpoint, and ends with the same weights.
 */
public final class Trainer {
  private Trainer() {}

  /** How a stage was left. */
  public sealed interface End {
    /**
     * It is done.
     *
     * @param result what it left in its state folder
     */
    record Done(StageResult result) implements End {}

    /** It was asked to leave, and continues when it is started again. */
    record Checkpointed() implements End {}
  }

  /**
   * Executes a stage, or what is left of it.
   *
   * @throws IOException when a file cannot be written or read, such as on a full disk
   * @throws dev.graft.trainer.mlflow.TrackingException when the tracking server refuses or stays
   *     away
   * @throws dev.graft.simulator.client.SimulatorException when the simulators refuse or stay away
   * @throws IllegalArgumentException when the plan cannot be carried out as it is, or the device is
   *     not there
   */
  public static End run(TrainerContext context, Stage stage) throws IOException {
    NativeEngine.start(
        new EngineSettings(
            stage.threads(context.plan()), context.engineCache(), device(context.device())));
    try {
      StageResult result = Stages.run(context, stage);
      Path file = context.state().resolve(StageResult.FILE);
      context.events().emit(new TrainerEvent.Finished(file.toString()));
      return new End.Done(result);
    } catch (StoppedException e) {
      return new End.Checkpointed();
    }
  }

  private static Device device(TrainerDevice device) {
    return switch (device) {
      case CPU -> Device.CPU;
      case CUDA -> Device.CUDA;
    };
  }
}
