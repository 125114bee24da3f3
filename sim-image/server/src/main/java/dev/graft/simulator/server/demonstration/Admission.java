package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.server.task.Refusals;
import java.util.concurrent.Semaphore;

/** The collections that may be open at once. Thread-safe. */
public final class Admission {
  private final int most;
  private final Semaphore free;

  /** For so many collections. */
  public Admission(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /**
   * Lets a collection in.
   *
   * @throws io.grpc.StatusRuntimeException RESOURCE_EXHAUSTED when there are enough
   */
  void enter() {
    if (!free.tryAcquire()) {
      throw Refusals.exhausted(
          "%d collections of demonstrations are open, as many as there may be; ask later or elsewhere"
              .formatted(most));
    }
  }

  void leave() {
    free.release();
  }
}
