package dev.graft.mujoco;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulations against MuJoCo's own solvers, to the last bit. Contacts amplify any difference. */
class SolverIT {
  private static final int COMMANDS = 400;
  private static final int SKIP = 5;

  @ParameterizedTest(name = "{0}, {1} bodies")
  @CsvSource({
    "cone='elliptic', 3",
    "cone='elliptic' impratio='10', 3",
    "cone='elliptic' tolerance='0' iterations='4', 3",
    "cone='elliptic' ls_iterations='6', 3",
    "cone='pyramidal', 3",
    "cone='elliptic', 0",
    "cone='elliptic', 8", // too many degrees of freedom for our solver
    "cone='elliptic' jacobian='sparse', 3",
    "cone='elliptic' noslip_iterations='2', 2",
    "cone='elliptic' solver='CG' iterations='20', 2",
  })
  void endsWhereMujocoAloneDoes(String options, int bodies) throws IOException {
    try (Model model = clutter(options, bodies);
        Simulation simulation = new Simulation(model);
        Playback playback = new Playback(simulation, COMMANDS)) {
      for (int i = 0; i < COMMANDS; i++) {
        stir(simulation, i);
        simulation.advance(SKIP);
        simulation.forward();
        playback.record();
      }
      playback.play(SKIP);
      assertThat(simulation.divergences()).isZero();
      assertThat(playback.agrees()).isTrue();
    }
  }

  /** The paddle turns one way, then the other; the hand goes round and down into the clutter. */
  private static void stir(Simulation simulation, int i) {
    simulation.ctrl().put(0, Math.signum(Math.sin(i * .03))).put(1, Math.sin(i * .2));
    simulation
        .mocapPositions()
        .put(0, .3 * Math.cos(i * .02))
        .put(1, .3 * Math.sin(i * .02))
        .put(2, .3 + .25 * Math.cos(i * .05));
  }

  private static Model clutter(String options, int bodies) throws IOException {
    try (InputStream source = SolverIT.class.getResourceAsStream("clutter.xml")) {
      String xml = new String(Objects.requireNonNull(source).readAllBytes(), UTF_8);
      return Model.load(
          "clutter.xml",
          Map.of(
              "clutter.xml",
              xml.replace("OPTIONS", options)
                  .replace("COUNT", Integer.toString(bodies))
                  .getBytes(UTF_8)));
    }
  }
}
