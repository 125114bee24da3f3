package dev.graft.simulator.remote;

import dev.graft.simulator.client.Camera;
import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.client.RolloutSession.Pictures;
import dev.graft.simulator.client.SimulatorDescription;
import dev.graft.simulator.client.Transition;
import dev.graft.simulator.v1.CollectDemonstrationsRequest;
import dev.graft.simulator.v1.DescribeResponse;
import dev.graft.simulator.v1.OpenSession;
import dev.graft.simulator.v1.ResetEnvironments;
import dev.graft.simulator.v1.RolloutRequest;
import dev.graft.simulator.v1.RolloutResponse;
import dev.graft.simulator.v1.StepEnvironments;
import dev.graft.simulator.v1.TaskDescription;
import dev.graft.simulator.v1.TaskStart;
import java.util.List;

/** The protocol's messages from and to the client's records. */
final class Messages {
  private Messages() {}

  static SimulatorDescription description(DescribeResponse message) {
    return new SimulatorDescription(
        message.getVersion(),
        message.getTasksList().stream().map(Messages::task).toList(),
        message.getMaxEnvironments());
  }

  private static SimulatorDescription.Task task(TaskDescription task) {
    return new SimulatorDescription.Task(
        task.getSuite(),
        task.getName(),
        task.getObservationSize(),
        task.getActionSize(),
        task.getGoalOffset(),
        task.getGoalSize(),
        task.getHorizon(),
        task.getCamerasList());
  }

  /**
   * A request for what is left of a collection.
   *
   * @param tasks those of the request that are left
   * @param first where the first of them begins; the others begin at their beginning
   */
  static CollectDemonstrationsRequest collect(
      DemonstrationRequest request, List<String> tasks, TaskStart first) {
    CollectDemonstrationsRequest.Builder message = collect(request).addAllTasks(tasks);
    if (!first.equals(TaskStart.getDefaultInstance())) {
      message.addStarts(first);
      tasks.stream().skip(1).forEach(_ -> message.addStarts(TaskStart.getDefaultInstance()));
    }
    return message.build();
  }

  private static CollectDemonstrationsRequest.Builder collect(DemonstrationRequest request) {
    return CollectDemonstrationsRequest.newBuilder()
        .setSuite(request.suite())
        .setPerTask(request.perTask())
        .setSeed(request.seed())
        .setNoise(request.noise())
        .setSuccessfulOnly(request.successfulOnly())
        .setStepsAfterSuccess(request.stepsAfterSuccess())
        .setMaxSteps(request.maxSteps())
        .setBenchmark(request.benchmark());
  }

  static Demonstration demonstration(dev.graft.simulator.v1.Demonstration message) {
    return new Demonstration(
        message.getTask(),
        message.getEpisode(),
        goal(message.getGoal()),
        floats(message.getObservationsCount(), message::getObservations),
        floats(message.getActionsCount(), message::getActions),
        floats(message.getRewardsCount(), message::getRewards),
        message.getSuccess());
  }

  static RolloutRequest open(String suite, List<String> tasks, List<Camera> cameras) {
    OpenSession.Builder open = OpenSession.newBuilder().setSuite(suite).addAllTasks(tasks);
    cameras.forEach(camera -> open.addCameras(PictureMessages.camera(camera)));
    return RolloutRequest.newBuilder().setOpen(open).build();
  }

  static RolloutRequest reset(int[] environments, List<Goal> goals, Pictures pictures) {
    ResetEnvironments.Builder reset =
        ResetEnvironments.newBuilder().setWithoutPictures(pictures == Pictures.LEFT_OUT);
    for (int environment : environments) {
      reset.addEnvironments(environment);
    }
    for (Goal goal : goals) {
      reset.addGoals(goal(goal));
    }
    return RolloutRequest.newBuilder().setReset(reset).build();
  }

  private static dev.graft.simulator.v1.Goal goal(Goal goal) {
    return dev.graft.simulator.v1.Goal.newBuilder()
        .setSeed(goal.seed())
        .setIndex(goal.index())
        .setBenchmark(goal.benchmark())
        .build();
  }

  private static Goal goal(dev.graft.simulator.v1.Goal message) {
    return new Goal(message.getSeed(), message.getIndex(), message.getBenchmark());
  }

  static RolloutRequest step(int[] environments, float[] actions, Pictures pictures) {
    StepEnvironments.Builder step =
        StepEnvironments.newBuilder().setWithoutPictures(pictures == Pictures.LEFT_OUT);
    for (int environment : environments) {
      step.addEnvironments(environment);
    }
    for (float action : actions) {
      step.addActions(action);
    }
    return RolloutRequest.newBuilder().setStep(step).build();
  }

  static float[] observations(RolloutResponse message) {
    return floats(message.getObservationsCount(), message::getObservations);
  }

  static Transition transition(RolloutResponse message) {
    boolean[] successes = new boolean[message.getSuccessesCount()];
    for (int i = 0; i < successes.length; i++) {
      successes[i] = message.getSuccesses(i);
    }
    return new Transition(
        observations(message), floats(message.getRewardsCount(), message::getRewards), successes);
  }

  private static float[] floats(int count, FloatAt source) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = source.at(i);
    }
    return values;
  }

  private interface FloatAt {
    float at(int index);
  }
}
