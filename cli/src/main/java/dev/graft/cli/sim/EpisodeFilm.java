package dev.graft.cli.sim;

import dev.graft.mujoco.MujocoException;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.simulator.client.Goal;
import dev.graft.simulator.server.InstalledSuites;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.Suite;
import dev.graft.trainer.film.FilmException;
import dev.graft.trainer.film.Filmmaker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** Replays an episode in an environment of its own, in front of a camera of the task's scene. */
public final class EpisodeFilm implements Filmmaker {
  private static final CameraSettings CAMERA =
      new CameraSettings("corner2", new PictureSize(240, 240), Quality.FAST);

  /** A step lasts 5 x 2.5 ms; four of them fill the 50 ms that one picture is shown. */
  private static final int STEPS_PER_FRAME = 4;

  private static final int FRAME_CENTISECONDS = 5;

  @Override
  public byte[] film(String suite, String task, Goal goal, List<float[]> actions)
      throws FilmException {
    Suite found =
        InstalledSuites.all().stream()
            .filter(candidate -> candidate.name().equals(suite))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("there is no suite " + suite));
    try (Environment environment = found.open(task)) {
      environment.reset(
          found.goals(goal.benchmark()).randomVector(task, goal.seed(), goal.index()));
      try (FrameSource camera = environment.camera(CAMERA)) {
        return play(environment, camera, actions);
      }
    } catch (MujocoException noGraphics) {
      throw new FilmException(String.valueOf(noGraphics.getMessage()), noGraphics);
    } catch (IOException badPicture) {
      throw new FilmException("the pictures could not be encoded", badPicture);
    }
  }

  private static byte[] play(Environment environment, FrameSource camera, List<float[]> actions)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (AnimatedGif gif = new AnimatedGif(file, FRAME_CENTISECONDS)) {
      gif.add(Pictures.rgb(camera));
      for (int step = 0; step < actions.size(); step++) {
        environment.step(actions.get(step));
        if ((step + 1) % STEPS_PER_FRAME == 0 || step == actions.size() - 1) {
          gif.add(Pictures.rgb(camera));
        }
      }
    }
    return file.toByteArray();
  }
}
