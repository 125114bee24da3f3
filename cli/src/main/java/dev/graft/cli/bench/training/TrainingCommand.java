package dev.graft.cli.bench.training;

import dev.graft.cli.Bounds;
import dev.graft.cli.ChildJvm;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.cli.bench.Median;
import dev.graft.cli.bench.training.Exercise.Training;
import dev.graft.cli.python.LineWorker;
import dev.graft.learning.policy.Precision;
import dev.graft.plan.TrainerDevice;
import dev.graft.plan.TrainerEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast policies are trained. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description =
        "Trains a transformer of 3.3 million parameters, and adapters on it, beside the same in"
            + " PyTorch on request; optimizer steps a second by the clock, in alternating rounds.")
public final class TrainingCommand implements Callable<Integer> {
  /** The engine tells on standard error what it loads, between the lines of the table. */
  private static final List<String> JVM_OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx512m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");

  private static final int WARM_UP_STEPS = 10;

  @Option(
      names = "--training",
      split = ",",
      description = "What is trained: ${COMPLETION-CANDIDATES} (default: all).")
  private List<Training> trainings = List.of(Training.values());

  @Option(
      names = "--precision",
      split = ",",
      description = "Of the arithmetic: ${COMPLETION-CANDIDATES} (default: both).")
  private List<Precision> precisions = List.of(Precision.values());

  @Option(
      names = "--threads",
      description = "Of each contestant (default: one for each processor).")
  private @Nullable Integer threads;

  @Option(
      names = "--steps",
      defaultValue = "20",
      description = "Of a round (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Of each contestant, of which the median counts (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--against-pytorch",
      paramLabel = "PYTHON",
      description = "Measures PyTorch as well: an interpreter that has torch and safetensors.")
  private @Nullable Path python;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  TrainingCommand() {}

  @Override
  public Integer call() throws IOException {
    int atOnce = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Bounds.requirePositive("--threads", atOnce);
    Bounds.requirePositive("--steps", steps);
    Bounds.requirePositive("--rounds", rounds);
    if (python != null && !Files.isExecutable(python)) {
      throw CommandFailure.usage(
          "--against-pytorch %s is no program: give a Python interpreter that has torch"
              .formatted(python));
    }
    Installation installation = Installation.of(System.getenv());
    PrintWriter progress = format.progress();
    TrainingReport.printHeading(progress);
    List<TrainingReport.Speed> speeds = new ArrayList<>();
    for (Precision precision : precisions) {
      for (Training training : trainings) {
        TrainingReport.Speed speed =
            measure(new Exercise(training, precision, atOnce), installation);
        TrainingReport.print(speed, progress);
        speeds.add(speed);
      }
    }
    TrainingReport report =
        new TrainingReport(
            Exercise.LAYERS,
            Exercise.EMBEDDING_DIM,
            Exercise.CONTEXT,
            Exercise.BATCH_SIZE,
            atOnce,
            speeds);
    format.print(report, (result, out) -> {}); // a person has read it line by line
    return ExitCode.Done.code();
  }

  private TrainingReport.Speed measure(Exercise exercise, Installation installation)
      throws IOException {
    try (LineWorker graft = graft(exercise, installation);
        LineWorker pytorch = python == null ? null : pytorch(exercise, installation, python)) {
      List<Double> own = new ArrayList<>();
      List<Double> yardstick = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        own.add(stepsPerSecond(graft, steps));
        if (pytorch != null) {
          yardstick.add(stepsPerSecond(pytorch, steps));
        }
      }
      return new TrainingReport.Speed(
          exercise.training().name(),
          exercise.precision().name(),
          median(own),
          yardstick.isEmpty() ? null : median(yardstick));
    }
  }

  private static LineWorker graft(Exercise exercise, Installation installation) throws IOException {
    String engine = installation.cache().resolve("djl").toString();
    ProcessBuilder process =
        new ProcessBuilder(ChildJvm.command(Trainee.class, JVM_OPTIONS, List.of(engine)));
    process
        .environment()
        .putAll(TrainerEnvironment.of(exercise.threads(), engine, TrainerDevice.CPU));
    return warm(LineWorker.start("Graft's trainer", process), exercise);
  }

  /** With the same settings of its threads: they are the machine's, not the contestant's. */
  private static LineWorker pytorch(Exercise exercise, Installation installation, Path python)
      throws IOException {
    Path script = installation.launcher("python").resolve("training.py");
    ProcessBuilder process = new ProcessBuilder(python.toString(), script.toString());
    process
        .environment()
        .putAll(
            TrainerEnvironment.of(
                exercise.threads(), installation.cache().toString(), TrainerDevice.CPU));
    return warm(LineWorker.start("PyTorch", process), exercise);
  }

  private static LineWorker warm(LineWorker worker, Exercise exercise) throws IOException {
    worker.ask(exercise);
    stepsPerSecond(worker, WARM_UP_STEPS);
    return worker;
  }

  private static double stepsPerSecond(LineWorker worker, int steps) throws IOException {
    return steps / worker.ask(Map.of("steps", steps)).path("seconds").asDouble();
  }

  private static double median(List<Double> values) {
    return Median.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
