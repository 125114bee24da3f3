package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulationIT {
  private static final double GRAVITY = 9.81;

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
  void aModelThatDoesNotCompileIsRefusedWithTheReason() throws IOException {
    Path xml =
        Files.writeString(
            folder.resolve("bad.xml"), "<mujoco><worldbody><box/></worldbody></mujoco>");
    assertThatThrownBy(() -> Model.load(xml))
        .isInstanceOf(MujocoException.class)
        .hasMessageContaining("bad.xml")
        .hasMessageContaining("box");
  }

  @Test
  void aModelInMemoryNamesItsFilesAsItsXmlDoes() {
    byte[] scene = bytes("<mujoco><include file='../parts/ball.xml'/></mujoco>");
    byte[] ball =
        bytes("<mujocoinclude><worldbody><geom name='ball' size='1'/></worldbody></mujocoinclude>");
    try (Model ofFiles =
        Model.load("scene.xml", Map.of("scene.xml", scene, "../parts/ball.xml", ball))) {
      assertThat(ofFiles.names(ObjectType.GEOM)).containsExactly("ball");
    }
    assertThatThrownBy(() -> Model.load("scene.xml", Map.of("scene.xml", scene)))
        .isInstanceOf(MujocoException.class)
        .hasMessageContaining("../parts/ball.xml");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void anErrorInsideMujocoIsAnExceptionAndTheSimulationStaysUsable() {
    model.struct().opt().integrator(99);
    assertThatThrownBy(() -> simulation.advance(1))
        .isInstanceOf(MujocoException.class)
        .hasMessageContaining("invalid integrator");
    model.struct().opt().integrator(0);
    simulation.reset();
    simulation.advance(10);
    assertThat(simulation.timeSeconds()).isCloseTo(10 * model.timestepSeconds(), within(1e-12));
  }

  @Test
  void theBallRestsOnTheFloorWithItsWeight() {
    simulation.advance(2_000);
    int ball = model.id(ObjectType.GEOM, "ballGeom");
    int floor = model.id(ObjectType.GEOM, "floor");
    double weight = 2 * GRAVITY;
    // The first constraint force of a pyramidal contact is a share of the normal force.
    assertThat(simulation.contactForce(ball, floor)).isBetween(weight / 4 * .99, weight);
    assertThat(simulation.contactForce(floor, ball))
        .isEqualTo(simulation.contactForce(ball, floor));
    assertThat(simulation.contactForce(ball, model.id(ObjectType.GEOM, "rod"))).isZero();
  }

  @Test
  void stepsInOneCallEqualStepsOneByOne() {
    simulation.ctrl().put(0, .3);
    simulation.advance(100);
    try (Simulation other = new Simulation(model)) {
      other.ctrl().put(0, .3);
      for (int i = 0; i < 100; i++) {
        other.advance(1);
      }
      assertThat(other.qpos()).isEqualTo(simulation.qpos());
    }
  }

  @Test
  void aForkMovesItsOwnBodiesAlone() {
    int bob = model.id(ObjectType.BODY, "bob");
    try (Model fork = model.fork();
        Simulation forked = new Simulation(fork)) {
      fork.bodyPositions().put(3 * bob + 2, 1.75);
      forked.forward();
      simulation.forward();
      assertThat(forked.bodyPositions().get(3 * bob + 2)).isEqualTo(1.75);
      assertThat(simulation.bodyPositions().get(3 * bob + 2)).isEqualTo(1);
    }
    assertThat(model.names(ObjectType.BODY)).containsExactly("world", "bob", "ball");
  }

  @Test
  void aSharedModelCannotBeMoved() {
    assertThatThrownBy(() -> model.sitePositions().put(0, 1))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @Test
  void arraysOfAClosedSimulationAreRefused() {
    DoubleBuffer qpos = simulation.qpos();
    simulation.close();
    assertThatIllegalStateException().isThrownBy(() -> qpos.get(0));
    assertThatIllegalStateException().isThrownBy(() -> simulation.advance(1));
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model.id(ObjectType.SITE, "tarhet"))
        .withMessage("no site named 'tarhet' in the model, which has [target]");
  }

  @Test
  void closedSimulationsAndForksGiveTheirMemoryBack() {
    int rounds = 300;
    openAndClose(rounds);
    long before = Pointer.physicalBytes();
    openAndClose(rounds);
    // Leaked, the arenas alone would take several megabytes a round.
    assertThat(Pointer.physicalBytes() - before).isLessThan(64L << 20);
  }

  private void openAndClose(int rounds) {
    for (int i = 0; i < rounds; i++) {
      try (Model fork = model.fork();
          Simulation forked = new Simulation(fork)) {
        forked.advance(2);
      }
    }
  }

  @Test
  void aDivergedStateIsCounted() {
    simulation.qvel().put(0, 1e300);
    simulation.advance(1);
    assertThat(simulation.divergences()).isPositive();
  }

  @Test
  void aResetForgetsWhatWasComputedEvenWhereNothingMoved() {
    simulation.forward();
    simulation.reset();
    simulation.advance(3);
    try (Simulation fresh = new Simulation(model)) {
      fresh.advance(3);
      double[] velocities = new double[model.nv()];
      fresh.qvel().get(0, velocities);
      double[] after = new double[model.nv()];
      simulation.qvel().get(0, after);
      assertThat(after).isEqualTo(velocities);
    }
  }
}
