package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;
import dev.graft.mujoco.binding.graft_stepper;
import dev.graft.mujoco.binding.mjData;
import dev.graft.mujoco.binding.mjModel;
import java.nio.DoubleBuffer;

/**
 * The changing state of one simulated world ({@code mjData}) and its owner.
 *
 * <p>It computes what MuJoCo's own {@code mj_step} and {@code mj_forward} compute, to the last bit,
 * but faster where the model allows it: {@code graft_step.h} says how.
 *
 * <p>The arrays are live views of MuJoCo's memory in world coordinates, metres and radians: taken
 * once, they always show the present. They belong to this simulation and throw {@link
 * IllegalStateException} once it is closed. For one thread at a time.
 */
public final class Simulation implements AutoCloseable {
  private final Model model;
  private final mjModel modelStruct;
  private final mjData struct;
  private final graft_stepper stepper;
  private final NativeArrays arrays = new NativeArrays();
  private final DoubleBuffer qpos;
  private final DoubleBuffer qvel;
  private final DoubleBuffer ctrl;
  private final DoubleBuffer mocapPositions;
  private final DoubleBuffer mocapQuaternions;
  private final DoubleBuffer bodyPositions;
  private final DoubleBuffer bodyQuaternions;
  private final DoubleBuffer bodyMatrices;
  private final DoubleBuffer geomPositions;
  private final DoubleBuffer geomMatrices;
  private final DoubleBuffer sitePositions;
  private final DoubleBuffer siteMatrices;
  private boolean closed;

  /**
   * A simulation at the model's initial state, its derived quantities not computed yet.
   *
   * @throws MujocoException if MuJoCo cannot allocate it
   */
  public Simulation(Model model) {
    this.model = model;
    modelStruct = model.struct();
    try {
      struct = mujoco.graft_make_data(modelStruct);
      stepper = mujoco.graft_make_stepper(modelStruct);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot allocate a simulation", e);
    }
    long bodies = modelStruct.nbody();
    long geoms = modelStruct.ngeom();
    long sites = modelStruct.nsite();
    qpos = arrays.view(struct.qpos(), modelStruct.nq());
    qvel = arrays.view(struct.qvel(), modelStruct.nv());
    ctrl = arrays.view(struct.ctrl(), modelStruct.nu());
    mocapPositions = arrays.view(struct.mocap_pos(), 3L * modelStruct.nmocap());
    mocapQuaternions = arrays.view(struct.mocap_quat(), 4L * modelStruct.nmocap());
    bodyPositions = arrays.view(struct.xpos(), 3 * bodies);
    bodyQuaternions = arrays.view(struct.xquat(), 4 * bodies);
    bodyMatrices = arrays.view(struct.xmat(), 9 * bodies);
    geomPositions = arrays.view(struct.geom_xpos(), 3 * geoms);
    geomMatrices = arrays.view(struct.geom_xmat(), 9 * geoms);
    sitePositions = arrays.view(struct.site_xpos(), 3 * sites);
    siteMatrices = arrays.view(struct.site_xmat(), 9 * sites);
  }

  /** The model that this simulation follows. */
  public Model model() {
    return model;
  }

  /**
   * Advances by {@code n} time steps.
   *
   * @throws MujocoException if MuJoCo reports an error
   */
  public void advance(int n) {
    mjData data = struct();
    try {
      mujoco.graft_advance(stepper, modelStruct, data, n);
    } catch (RuntimeException e) {
      throw failure("advance", e);
    }
  }

  /**
   * Computes everything that follows from positions, velocities and controls, without advancing
   * time.
   *
   * @throws MujocoException if MuJoCo reports an error
   */
  public void forward() {
    mjData data = struct();
    try {
      mujoco.graft_forward(stepper, modelStruct, data);
    } catch (RuntimeException e) {
      throw failure("compute", e);
    }
  }

  /** Back to the model's initial state, as after construction. */
  public void reset() {
    mjData data = struct();
    try {
      mujoco.graft_reset(stepper, modelStruct, data);
    } catch (RuntimeException e) {
      throw failure("reset", e);
    }
  }

  /** Sum of the normal forces, in newtons, in all present contacts between two geoms. */
  public double contactForce(int geom, int otherGeom) {
    return mujoco.graft_contact_force(modelStruct, struct(), geom, otherGeom);
  }

  /** Simulated seconds since the last reset. */
  public double timeSeconds() {
    return struct().time();
  }

  /**
   * How often, since the last reset, positions, velocities or accelerations were no finite numbers,
   * whereupon MuJoCo starts again from the initial state.
   */
  public int divergences() {
    return mujoco.graft_divergences(struct());
  }

  /** Joint coordinates {@code [nq]}, writable. */
  public DoubleBuffer qpos() {
    return qpos;
  }

  /** Joint velocities {@code [nv]}, writable. */
  public DoubleBuffer qvel() {
    return qvel;
  }

  /** Controls {@code [nu]}, writable. */
  public DoubleBuffer ctrl() {
    return ctrl;
  }

  /** Places of bodies that are moved by hand {@code [nmocap, 3]}, writable. */
  public DoubleBuffer mocapPositions() {
    return mocapPositions;
  }

  /** Orientations (w, x, y, z) of bodies moved by hand {@code [nmocap, 4]}, writable. */
  public DoubleBuffer mocapQuaternions() {
    return mocapQuaternions;
  }

  /** {@code [nbody, 3]}. */
  public DoubleBuffer bodyPositions() {
    return bodyPositions;
  }

  /** Orientations (w, x, y, z) {@code [nbody, 4]}. */
  public DoubleBuffer bodyQuaternions() {
    return bodyQuaternions;
  }

  /** Row-major rotation matrices {@code [nbody, 3, 3]}. */
  public DoubleBuffer bodyMatrices() {
    return bodyMatrices;
  }

  /** {@code [ngeom, 3]}. */
  public DoubleBuffer geomPositions() {
    return geomPositions;
  }

  /** Row-major rotation matrices {@code [ngeom, 3, 3]}. */
  public DoubleBuffer geomMatrices() {
    return geomMatrices;
  }

  /** {@code [nsite, 3]}. */
  public DoubleBuffer sitePositions() {
    return sitePositions;
  }

  /** Row-major rotation matrices {@code [nsite, 3, 3]}. */
  public DoubleBuffer siteMatrices() {
    return siteMatrices;
  }

  private MujocoException failure(String attempted, RuntimeException cause) {
    return new MujocoException("cannot %s the simulation".formatted(attempted), cause);
  }

  mjData struct() {
    if (closed) {
      throw new IllegalStateException("the simulation is closed");
    }
    return struct;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    arrays.close();
    mujoco.graft_delete_stepper(stepper);
    mujoco.mj_deleteData(struct);
  }
}
