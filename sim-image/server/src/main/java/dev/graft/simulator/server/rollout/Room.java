package dev.graft.simulator.server.rollout;

import dev.graft.simulator.server.task.Refusals;
import java.util.concurrent.Semaphore;

/** The environments that sessions may hold at once. Thread-safe. */
public final class Room {
  private final int maxEnvironments;
  private final int maxEnvironmentsPerSession;
  private final Semaphore free;

  /** For so many environments, and so many of one session. */
  public Room(int maxEnvironments, int maxEnvironmentsPerSession) {
    this.maxEnvironments = maxEnvironments;
    this.maxEnvironmentsPerSession = maxEnvironmentsPerSession;
    this.free = new Semaphore(maxEnvironments);
  }

  /** Environments that no session holds. */
  public int free() {
    return free.availablePermits();
  }

  /**
   * Takes room for a session.
   *
   * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED when there is not enough
   */
  void take(int environments) {
    if (environments > maxEnvironmentsPerSession) {
      throw Refusals.exhausted(
          "open.tasks has %d entries: a session may have %d environments; open several sessions, or raise --max-environments-per-session"
              .formatted(environments, maxEnvironmentsPerSession));
    }
    if (!free.tryAcquire(environments)) {
      throw Refusals.exhausted(
          "open.tasks has %d entries: %d of %d environments are free; ask for fewer, later or elsewhere, or raise --max-environments"
              .formatted(environments, free(), maxEnvironments));
    }
  }

  void giveBack(int environments) {
    free.release(environments);
  }
}
