package dev.graft.trainer.simulator;

import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.stop.StopSignal;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Room on simulators that other trainers use, too: what finds none is asked for again. */
public final class Room {
  private static final Logger log = LoggerFactory.getLogger(Room.class);

  /** Short beside what takes the room, long beside a question. */
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(500);

  private Room() {}

  /**
   * The answer to a request, once a simulator has room for it.
   *
   * @param request asked anew after each refusal for want of room
   * @throws SimulatorException when the request fails for another reason
   * @throws dev.graft.trainer.stop.StoppedException when the stage is to leave before there is room
   */
  public static <T> T await(StopSignal stop, Supplier<T> request) {
    for (boolean told = false; ; told = true) {
      try {
        return request.get();
      } catch (SimulatorException e) {
        if (e.reason() != SimulatorException.Reason.Exhausted) {
          throw e;
        }
        if (!told) {
          log.info("waiting for room: {}", e.getMessage());
        }
        stop.pause(BETWEEN_QUESTIONS);
      }
    }
  }
}
