package dev.graft.trainer;

import dev.graft.plan.Plan;
import dev.graft.plan.TrainerDevice;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.trainer.event.EventSink;
import dev.graft.trainer.film.Filmmaker;
import dev.graft.trainer.mlflow.RunKey;
import dev.graft.trainer.mlflow.TrackingServer;
import dev.graft.trainer.stop.StopSignal;
import dev.graft.trainer.store.ContentStore;
import dev.graft.trainer.store.Reuse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a stage needs of the process that hosts it.
 *
 * @param plan of the whole job
 * @param state folder of this stage alone: checkpoints while it runs, then its result
 * @param store shared with the job's other stages
 * @param reuse where datasets and backbones are looked for
 * @param engineCache folder where the native libraries are unpacked, shared by processes
 * @param device what computes
 * @param simulators gives the simulator to be used now; asked again after one was lost. The host
 *     closes them
 * @param tracking where the records go; asked once each time, the stage is patient itself
 * @param parent key of the job's own run; the stage's run is nested in it when it is there
 * @param source what the records name as their maker, such as {@code graft-trainer 0.1.0}
 * @param events told to whoever watches
 * @param filmmaker absent where there are no cameras
 * @param patience with a tracking server that is away when a finished stage has records to deliver;
 *     while it answers, the stage waits without a bound
 * @param stop asks the stage to checkpoint and leave
 */
public record TrainerContext(
    Plan plan,
    Path state,
    ContentStore store,
    Reuse reuse,
    Path engineCache,
    TrainerDevice device,
    Supplier<Simulator> simulators,
    TrackingServer tracking,
    RunKey parent,
    String source,
    EventSink events,
    Optional<Filmmaker> filmmaker,
    Duration patience,
    StopSignal stop) {
  /**
   * What the simulator offers.
   *
   * @throws dev.graft.trainer.stop.StoppedException when the stage is to leave before it answers
   */
  public SimulatorDescription describeSimulator() {
    return stop.interrupting(() -> simulators.get().describe());
  }
}
