package dev.graft.cli.bench.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.adapter.HeadTraining;
import dev.graft.learning.data.GoalRange;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.StateStatistics;
import dev.graft.learning.data.Trajectory;
import dev.graft.learning.data.TrajectoryDataset;
import dev.graft.learning.engine.Device;
import dev.graft.learning.engine.EngineSettings;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Loss;
import dev.graft.learning.training.Schedule;
import dev.graft.learning.training.TrainingLength;
import dev.graft.learning.training.TrainingSession;
import dev.graft.learning.training.TrainingSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Graft's contestant, a process: trains as many steps as a line on standard input asks for. */
final class Trainee {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int EPISODES = 20;
  private static final int EPISODE_LENGTH = 120;
  private static final int STEPS_ENOUGH = 100_000_000;

  private Trainee() {}

  /** Reads an {@link Exercise}, then requests, until its standard input ends. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    PrintStream answers = System.out;
    Exercise exercise = JSON.readValue(requests.readLine(), Exercise.class);
    NativeEngine.start(new EngineSettings(exercise.threads(), Path.of(arguments[0]), Device.CPU));
    try (TrainingSession session = session(exercise)) {
      answers.println("{}");
      for (String line = requests.readLine(); line != null; line = requests.readLine()) {
        JsonNode request = JSON.readTree(line);
        answers.println(
            JSON.writeValueAsString(
                Map.of("seconds", seconds(session, request.path("steps").asInt()))));
      }
    }
  }

  private static double seconds(TrainingSession session, int steps) {
    long begin = System.nanoTime();
    for (int step = 0; step < steps; step++) {
      session.step();
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static TrainingSession session(Exercise exercise) {
    TrajectoryDataset dataset = dataset();
    Backbone backbone =
        Backbone.initialise(
            new Gpt2Architecture(
                Exercise.LAYERS,
                Exercise.HEADS,
                Exercise.EMBEDDING_DIM,
                Exercise.CONTEXT,
                Exercise.MAX_TIMESTEPS,
                Exercise.DROPOUT,
                Exercise.STATE_DIM,
                Exercise.ACTION_DIM),
            0,
            StateStatistics.of(dataset),
            GoalRange.META_WORLD);
    Adapter adapter =
        Adapter.initialise(exercise.training().method(), HeadTraining.FROZEN, backbone, 0);
    return TrainingSession.adapt(
        backbone, adapter, dataset, GoalVisibility.VISIBLE, settings(exercise));
  }

  private static TrainingSettings settings(Exercise exercise) {
    return new TrainingSettings(
        new TrainingLength.Steps(STEPS_ENOUGH),
        Exercise.BATCH_SIZE,
        1e-4,
        0,
        Schedule.CONSTANT,
        1e-4,
        1,
        0.5,
        exercise.precision(),
        Loss.MSE,
        Exercise.BATCH_SIZE,
        0);
  }

  private static TrajectoryDataset dataset() {
    SplittableRandom random = new SplittableRandom(0);
    List<Trajectory> episodes = new ArrayList<>();
    for (int episode = 0; episode < EPISODES; episode++) {
      episodes.add(
          new Trajectory(
              "noise",
              episode,
              numbers(random, EPISODE_LENGTH * Exercise.STATE_DIM),
              numbers(random, EPISODE_LENGTH * Exercise.ACTION_DIM),
              EPISODE_LENGTH));
    }
    return new TrajectoryDataset(episodes);
  }

  private static float[] numbers(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextDouble(-1, 1);
    }
    return numbers;
  }
}
