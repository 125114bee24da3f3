package dev.graft.cli.bench.render;

import dev.graft.cli.Bounds;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.ResultFormat;
import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.Quality;
import dev.graft.suites.Suite;
import dev.graft.suites.UnknownTaskException;
import dev.graft.suites.metaworld.MetaWorld;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast pictures are taken. */
@Command(
    name = "render",
    mixinStandardHelpOptions = true,
    description =
        "Takes pictures of tasks in fast quality, by one thread and by one for each processor, in full"
            + " quality and, with --against-python, by Python's mujoco.Renderer, in alternating"
            + " rounds.")
public final class RenderBenchCommand implements Callable<Integer> {
  private static final int LARGEST_PYTHON = 480; // the scenes' off-screen buffer is 640 x 480

  private final Suite suite = new MetaWorld();

  @Spec private CommandSpec spec;

  @Option(
      names = "--task",
      split = ",",
      defaultValue = "reach-v3,hammer-v3,door-open-v3",
      description = "May be given several times (default: ${DEFAULT-VALUE}).")
  private List<String> tasks;

  @Option(
      names = "--size",
      split = ",",
      paramLabel = "PIXELS",
      defaultValue = "84,224",
      description = "Width and height; may be given several times (default: ${DEFAULT-VALUE}).")
  private List<Integer> sizes;

  @Option(
      names = "--camera",
      defaultValue = "corner2",
      description = "Camera of the scenes (default: ${DEFAULT-VALUE}).")
  private String camera;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Of each, one after the other (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "2",
      description = "Of each in a round (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--against-python",
      description = "Measures Python's renderer too, and compares its pictures.")
  private boolean againstPython;

  @Mixin private ResultFormat format;

  /** Called by picocli. */
  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  RenderBenchCommand() {}

  @Override
  public Integer call() throws IOException {
    List<Scene> scenes = scenes();
    format.print(measure(scenes), (report, out) -> out.println(report.text()));
    return ExitCode.Done.code();
  }

  private List<Scene> scenes() {
    Bounds.requireWithin("--rounds", rounds, 1, 1000);
    if (!(seconds > 0 && seconds <= 60)) {
      throw CommandFailure.usage(
          "--seconds is %s: give more than 0, at most 60".formatted(seconds));
    }
    List<Scene> scenes = new ArrayList<>();
    for (String task : tasks) {
      for (int size : sizes) {
        Bounds.requireWithin("--size", size, 1, againstPython ? LARGEST_PYTHON : 2048);
        scenes.add(new Scene(task, randomVector(task), camera, size));
      }
    }
    return scenes;
  }

  private double[] randomVector(String task) {
    try {
      return suite.randomVector(task, 0, 0);
    } catch (UnknownTaskException unknown) {
      throw CommandFailure.usage("--task: " + unknown.getMessage());
    }
  }

  private RenderReport measure(List<Scene> scenes) throws IOException {
    try (PythonRenderer python =
        againstPython ? PythonRenderer.start(Installation.of(System.getenv())) : null) {
      List<RenderReport.Row> rows = new ArrayList<>();
      for (Scene scene : scenes) {
        spec.commandLine().getErr().printf("%s, %d pixels%n", scene.task(), scene.size());
        rows.add(measure(scene, python));
      }
      return new RenderReport(rows);
    } catch (MujocoException noGraphics) {
      throw CommandFailure.failed(String.valueOf(noGraphics.getMessage()));
    } catch (IllegalArgumentException noSuchCamera) {
      throw CommandFailure.usage("--camera: " + noSuchCamera.getMessage());
    }
  }

  private RenderReport.Row measure(Scene scene, @Nullable PythonRenderer python)
      throws IOException {
    try (JavaRenderer java = new JavaRenderer(suite, scene);
        Crowd crowd = new Crowd(suite, scene)) {
      double together = 0;
      Frames fast = Frames.NONE;
      Frames full = Frames.NONE;
      Frames pythons = Frames.NONE;
      Boolean equal = python == null ? null : Boolean.TRUE;
      for (int round = 0; round < rounds; round++) {
        fast = fast.plus(java.render(Quality.FAST, seconds));
        together += crowd.perSecond(Quality.FAST, seconds) / rounds;
        full = full.plus(java.render(Quality.FULL, seconds));
        if (python != null) {
          PythonRenderer.Result result = python.render(scene, seconds);
          pythons = pythons.plus(result.frames());
          equal = Boolean.TRUE.equals(equal) && result.sha256().equals(java.sha256());
        }
      }
      return row(scene, fast, together, full, python == null ? null : pythons, equal);
    }
  }

  private static RenderReport.Row row(
      Scene scene,
      Frames fast,
      double together,
      Frames full,
      @Nullable Frames python,
      @Nullable Boolean equal) {
    return new RenderReport.Row(
        scene.task(),
        scene.size(),
        fast.perSecond(),
        together,
        full.perSecond(),
        python == null ? null : python.perSecond(),
        fast.perCpuSecond(),
        full.perCpuSecond(),
        python == null ? null : python.perCpuSecond(),
        equal);
  }
}
