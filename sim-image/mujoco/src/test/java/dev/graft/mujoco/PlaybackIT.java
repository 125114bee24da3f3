package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybackIT {
  private static final int COMMANDS = 200;
  private static final int SKIP = 3;

  @TempDir Path folder;
  private Model model;
  private Simulation simulation;

  @BeforeEach
  void open() throws IOException {
    model = Models.pendulum(folder);
    simulation = new Simulation(model);
  }

  @AfterEach
  void close() {
    simulation.close();
    model.close();
  }

  @Test
  void endsWhereTheSimulationDid() {
    simulation.advance(50); // begins somewhere on the way
    try (Playback playback = new Playback(simulation, COMMANDS)) {
      act(playback);
      playback.play(SKIP);
      assertThat(playback.agrees()).isTrue();
    }
  }

  @Test
  void tellsWhenMoreHappenedThanCommands() {
    try (Playback playback = new Playback(simulation, COMMANDS)) {
      act(playback);
      simulation.qvel().put(0, simulation.qvel().get(0) + 1e-12);
      playback.play(SKIP);
      assertThat(playback.agrees()).isFalse();
    }
  }

  @Test
  void refusesMoreCommandsThanItHasRoomFor() {
    try (Playback playback = new Playback(simulation, 1)) {
      playback.record();
      assertThatIllegalStateException().isThrownBy(playback::record);
    }
  }

  private void act(Playback playback) {
    for (int i = 0; i < COMMANDS; i++) {
      simulation.ctrl().put(0, Math.sin(i * .1));
      simulation.advance(SKIP);
      simulation.forward();
      playback.record();
    }
  }
}
