package dev.graft.trainer.stage;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import dev.graft.simulator.client.Simulator;
import dev.graft.simulator.client.SimulatorException;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.event.TrainerEvent;
import dev.graft.trainer.event.TrainerEvent.Phase;
import dev.graft.trainer.simulator.Room;
import java.util.ArrayList;
import java.util.List;

/** Episodes of the scripted policies, collected from whichever simulator is there. */
final class ScriptedEpisodes {
  /** Simulators that may be lost before a collection fails. */
  private static final int LOSSES = 5;

  private final TrainerContext context;
  private final Phase phase;

  /** Collected in a phase, which their progress is told of. */
  ScriptedEpisodes(TrainerContext context, Phase phase) {
    this.context = context;
    this.phase = phase;
  }

  /** All that a request asks for, ordered by (task, episode). */
  List<Demonstration> collect(DemonstrationRequest request) {
    for (int losses = 1; ; losses++) {
      try {
        return context
            .stop()
            .interrupting(
                () ->
                    Room.await(context.stop(), () -> collect(context.simulators().get(), request)));
      } catch (SimulatorException e) {
        if (e.reason() != SimulatorException.Reason.Lost || losses == LOSSES) {
          throw e;
        }
        context.events().emit(new TrainerEvent.Note("collecting anew: " + e.getMessage()));
      }
    }
  }

  private List<Demonstration> collect(Simulator simulator, DemonstrationRequest request) {
    int total = request.tasks().size() * request.perTask();
    ProgressReport report = new ProgressReport(context.events(), phase, 0);
    List<Demonstration> episodes = new ArrayList<>();
    simulator.collect(
        request,
        episode -> {
          context.stop().check();
          episodes.add(episode);
          report.units(episodes.size(), total, null);
        });
    if (episodes.size() != total) {
      throw new SimulatorException(
          SimulatorException.Reason.Lost,
          "the simulator sent %d of %d demonstrations".formatted(episodes.size(), total));
    }
    return episodes;
  }
}
