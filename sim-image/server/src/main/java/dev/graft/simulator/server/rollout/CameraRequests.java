package dev.graft.simulator.server.rollout;

import static dev.graft.simulator.server.task.Refusals.invalid;
import static dev.graft.simulator.server.task.Refusals.requireWithin;

import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.simulator.server.task.BenchmarkTask;
import dev.graft.simulator.v1.Camera;
import dev.graft.suites.CameraInfo;
import dev.graft.suites.CameraSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Checks and reads the cameras that a session asks for. */
final class CameraRequests {
  private static final int MOST_CAMERAS = 16;
  private static final int LARGEST_SIDE = 1024;

  /** So that an answer, with what it holds besides pictures, is one that clients take. */
  private static final long LARGEST_ANSWER_BYTES = 60L << 20;

  private CameraRequests() {}

  /** The cameras, each of which every task of the session has. */
  static List<SessionCamera> read(List<Camera> cameras, List<BenchmarkTask> tasks) {
    if (cameras.size() > MOST_CAMERAS) {
      throw invalid("open.cameras count", cameras.size(), "give at most " + MOST_CAMERAS);
    }
    List<SessionCamera> read = new ArrayList<>();
    for (Camera camera : cameras) {
      read.add(read("open.cameras[" + read.size() + "]", camera, tasks));
    }
    requireRoom(read, tasks.size());
    return read;
  }

  private static SessionCamera read(String field, Camera camera, List<BenchmarkTask> tasks) {
    requireKnown(field + ".name", camera.getName(), tasks);
    requireWithin(field + ".width", camera.getWidth(), 1, LARGEST_SIDE);
    requireWithin(field + ".height", camera.getHeight(), 1, LARGEST_SIDE);
    CameraSettings settings =
        new CameraSettings(
            camera.getName(),
            new PictureSize(camera.getWidth(), camera.getHeight()),
            quality(field + ".quality", camera));
    return new SessionCamera(
        settings,
        camera.getDepth() ? SessionCamera.Channels.RGB_AND_DEPTH : SessionCamera.Channels.RGB);
  }

  private static Quality quality(String field, Camera camera) {
    return switch (camera.getQuality()) {
      case QUALITY_UNSPECIFIED, QUALITY_FAST -> Quality.FAST;
      case QUALITY_FULL -> Quality.FULL;
      case UNRECOGNIZED ->
          throw invalid(field, camera.getQualityValue(), "give QUALITY_FAST or QUALITY_FULL");
    };
  }

  private static void requireKnown(String field, String name, List<BenchmarkTask> tasks) {
    for (BenchmarkTask task : distinct(tasks)) {
      List<String> known =
          task.suite().cameras(task.name()).stream().map(CameraInfo::name).toList();
      if (!known.contains(name)) {
        throw invalid(
            field,
            name,
            known.isEmpty()
                ? task.name() + " has no cameras; open the session without"
                : task.name() + " has no such camera; give one of " + String.join(", ", known));
      }
    }
  }

  private static Set<BenchmarkTask> distinct(List<BenchmarkTask> tasks) {
    return new LinkedHashSet<>(tasks);
  }

  private static void requireRoom(List<SessionCamera> cameras, int environments) {
    long bytes = environments * cameras.stream().mapToLong(SessionCamera::bytes).sum();
    if (bytes > LARGEST_ANSWER_BYTES) {
      throw invalid(
          "open.cameras",
          "%d cameras before %d environments, %d MiB for each answer"
              .formatted(cameras.size(), environments, bytes >> 20),
          "at most %d MiB fit; give smaller pictures, or open several sessions"
              .formatted(LARGEST_ANSWER_BYTES >> 20));
    }
  }
}
