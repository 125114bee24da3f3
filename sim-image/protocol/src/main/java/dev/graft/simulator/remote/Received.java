package dev.graft.simulator.remote;

import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.simulator.client.SimulatorException.Reason;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.Demonstration;
import dev.graft.simulator.v1.TaskStart;
import java.util.List;

/**
 * What has been received of a collection. Episodes follow from (seed, task, goal) alone and come by
 * (task, episode), so the goal of the last one says where to go on.
 */
final class Received {
  private final DemonstrationRequest request;
  private final List<String> tasks;
  private int complete; // tasks
  private int episodes; // of the next task
  private int nextGoal;

  /**
   * Nothing, of some of the request's tasks.
   *
   * @param tasks in the order of the request
   */
  Received(DemonstrationRequest request, List<String> tasks) {
    this.request = request;
    this.tasks = tasks;
  }

  /** A request for the rest. */
  CollectDemonstrationsRequest rest() {
    TaskStart start = TaskStart.newBuilder().setEpisode(episodes).setGoalIndex(nextGoal).build();
    return Messages.collect(request, tasks.subList(complete, tasks.size()), start);
  }

  /**
   * Takes the next episode.
   *
   * @throws SimulatorException Failed when it is not the next one
   */
  void add(Demonstration demonstration, String address) {
    if (complete == tasks.size()
        || !demonstration.getTask().equals(tasks.get(complete))
        || demonstration.getEpisode() != episodes
        || demonstration.getGoal().getIndex() < nextGoal) {
      throw new SimulatorException(
          Reason.Failed,
          "simulator %s sent episode %d of '%s', at goal %d, out of turn: is it of this version?"
              .formatted(
                  address,
                  demonstration.getEpisode(),
                  demonstration.getTask(),
                  demonstration.getGoal().getIndex()));
    }
    episodes++;
    nextGoal = demonstration.getGoal().getIndex() + 1;
    if (episodes == request.perTask()) {
      complete++;
      episodes = 0;
      nextGoal = 0;
    }
  }

  /** Whether there is anything. */
  boolean any() {
    return complete + episodes > 0;
  }

  /** Whether the episode received last was not the last of its task. */
  boolean inTask() {
    return episodes > 0;
  }
}
