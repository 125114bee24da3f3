package dev.graft.simulator.server.rollout;

import dev.graft.mujoco.MujocoException;
import dev.graft.simulator.server.metrics.SimulatorMetrics;
import dev.graft.simulator.server.task.Refusals;
import dev.graft.simulator.v1.Picture;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The cameras of a session, before each of its environments. An environment's pictures are taken by
 * the thread that moved it, so environments are drawn in parallel as they are simulated. What is
 * shared between them is the suite's to know.
 */
final class SessionCameras {
  private final List<SessionCamera> cameras;
  private final SimulatorMetrics metrics;
  private final AtomicReferenceArray<FrameSource> sources; // [environments, cameras]

  SessionCameras(List<SessionCamera> cameras, int environments, SimulatorMetrics metrics) {
    this.cameras = cameras;
    this.metrics = metrics;
    this.sources = new AtomicReferenceArray<>(environments * cameras.size());
  }

  /** Pictures of one environment. */
  int count() {
    return cameras.size();
  }

  /**
   * Puts the cameras before an environment.
   *
   * @throws io.grpc.StatusRuntimeException FAILED_PRECONDITION when this machine cannot render
   */
  void open(int at, Environment environment) {
    for (int camera = 0; camera < cameras.size(); camera++) {
      sources.set(at * cameras.size() + camera, open(cameras.get(camera), environment));
    }
  }

  private static FrameSource open(SessionCamera camera, Environment environment) {
    try {
      return environment.camera(camera.settings());
    } catch (MujocoException noGraphics) {
      throw Refusals.unmeetable(
          "open.cameras: the simulator "
              + noGraphics.getMessage()
              + "; or open it without cameras");
    }
  }

  /**
   * Takes the pictures of an environment's present.
   *
   * @param pictures receives them from {@code row * count()} on
   */
  void take(int at, int row, Picture[] pictures) {
    for (int camera = 0; camera < cameras.size(); camera++) {
      FrameSource source = sources.get(at * cameras.size() + camera);
      long begin = System.nanoTime();
      pictures[row * cameras.size() + camera] = cameras.get(camera).take(source);
      metrics.pictured(System.nanoTime() - begin);
    }
  }

  /** Takes the cameras away from an environment, as far as they were put there. */
  void close(int at) {
    for (int camera = 0; camera < cameras.size(); camera++) {
      FrameSource source = sources.getAndSet(at * cameras.size() + camera, null);
      if (source != null) {
        source.close();
      }
    }
  }
}
