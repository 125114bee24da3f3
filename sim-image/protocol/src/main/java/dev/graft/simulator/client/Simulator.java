package dev.graft.simulator.client;

import java.util.List;
import java.util.function.Consumer;

/** A simulator, near or far. Thread-safe; its sessions are not. */
public interface Simulator extends AutoCloseable {

  /** What the simulator offers. */
  SimulatorDescription describe();

  /**
   * Collects demonstrations with the scripted policies.
   *
   * @param sink receives every episode, ordered by (task, episode)
   * @throws SimulatorException when the request is refused or the simulator is lost for good
   */
  void collect(DemonstrationRequest request, Consumer<Demonstration> sink);

  /**
   * Opens environments for rollouts.
   *
   * @param tasks the task of each environment
   * @throws SimulatorException when the request is refused or the simulator is full or lost
   */
  RolloutSession open(String suite, List<String> tasks);

  /**
   * Opens environments for rollouts, and cameras before each of them.
   *
   * @param tasks the task of each environment
   * @param cameras take their pictures at every reset and step
   * @throws SimulatorException when the request is refused, for example because the simulator's
   *     machine cannot render, or the simulator is full or lost
   */
  default RolloutSession open(String suite, List<String> tasks, List<Camera> cameras) {
    if (!cameras.isEmpty()) {
      throw new SimulatorException(
          SimulatorException.Reason.Invalid,
          "cameras is " + cameras + ": this simulator has none; open the session without");
    }
    return open(suite, tasks);
  }

  @Override
  void close();
}
