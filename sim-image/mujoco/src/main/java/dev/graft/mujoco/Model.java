package dev.graft.mujoco;

import dev.graft.mujoco.binding.global.mujoco;
import dev.graft.mujoco.binding.mjModel;
import dev.graft.mujoco.binding.mjVFS;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/**
 * A compiled model ({@code mjModel}) and its owner.
 *
 * <p>A model may be read from many threads at once, by any number of simulations. Who moves things
 * in it (a body's or a site's place) takes a {@link #fork} first. Close it after everything made
 * from it.
 */
public final class Model implements AutoCloseable {
  private static final String LARGEST_PROCESS = "org.bytedeco.javacpp.maxPhysicalBytes";

  static {
    // JavaCPP refuses memory to a process of more than four Java heaps, unless it is told otherwise
    // before it starts. Models take most of this one's memory, whatever the heap is.
    if (System.getProperty(LARGEST_PROCESS) == null) {
      System.setProperty(LARGEST_PROCESS, "0");
    }
  }

  private final mjModel struct;
  private final @Nullable Model original;
  private final NativeArrays arrays = new NativeArrays();
  private final DoubleBuffer bodyPositions;
  private final DoubleBuffer sitePositions;
  private final DoubleBuffer equalityData;
  private boolean closed;

  private Model(mjModel struct, @Nullable Model original) {
    this.struct = struct;
    this.original = original;
    bodyPositions = arrays.view(struct.body_pos(), 3L * struct.nbody());
    sitePositions = arrays.view(struct.site_pos(), 3L * struct.nsite());
    equalityData = arrays.view(struct.eq_data(), (long) mujoco.mjNEQDATA * struct.neq());
  }

  /**
   * Compiles an XML file with all that it includes.
   *
   * @throws MujocoException with the compiler's message, if it does not compile
   */
  public static Model load(Path xml) {
    return load(xml.toString(), (mjVFS) null);
  }

  /**
   * Compiles an XML file that lies in memory, with all that it includes; nothing is written to
   * disk.
   *
   * @param xml the file's key in {@code files}
   * @param files contents by name, a name being as the XML has it
   * @throws MujocoException with the compiler's message, if it does not compile or names a file
   *     that is not there
   */
  public static Model load(String xml, Map<String, byte[]> files) {
    mjVFS memory = new mjVFS();
    mujoco.mj_defaultVFS(memory);
    try {
      files.forEach((name, content) -> add(memory, name, content));
      return load(xml, memory);
    } finally {
      mujoco.mj_deleteVFS(memory);
    }
  }

  private static void add(mjVFS memory, String name, byte[] content) {
    try (BytePointer copy = new BytePointer(content)) {
      if (mujoco.mj_addBufferVFS(memory, name, copy, content.length) != 0) {
        throw new MujocoException("cannot hold two files named " + name);
      }
    }
  }

  private static Model load(String xml, @Nullable mjVFS files) {
    try {
      return new Model(mujoco.graft_load_model(xml, files), null);
    } catch (RuntimeException e) {
      throw new MujocoException("cannot load " + xml, e);
    }
  }

  /**
   * A model with its own positions of bodies, geoms and sites, initial joint positions and equality
   * data, which shares everything else, meshes and textures above all, with this one.
   */
  public Model fork() {
    return new Model(mujoco.graft_fork_model(struct()), this);
  }

  /**
   * The index of a named thing. A search through names: do it once, not in every step.
   *
   * @throws IllegalArgumentException if there is none of that name; lists those there are
   */
  public int id(ObjectType type, String name) {
    int id = mujoco.mj_name2id(struct(), type.code, name);
    if (id < 0) {
      throw new IllegalArgumentException(
          "no %s named '%s' in the model, which has %s"
              .formatted(type.name().toLowerCase(Locale.ROOT), name, names(type)));
    }
    return id;
  }

  /** The names of all things of a type, in the order of their indices; unnamed ones left out. */
  public List<String> names(ObjectType type) {
    List<String> names = new ArrayList<>();
    for (int id = 0; id < count(type); id++) {
      BytePointer name = mujoco.mj_id2name(struct(), type.code, id);
      if (name != null && !name.isNull()) {
        names.add(name.getString());
      }
    }
    return List.copyOf(names);
  }

  private int count(ObjectType type) {
    return switch (type) {
      case BODY -> struct().nbody();
      case JOINT -> struct().njnt();
      case GEOM -> struct().ngeom();
      case SITE -> struct().nsite();
      case CAMERA -> struct().ncam();
    };
  }

  /** Places of bodies in their parents {@code [nbody, 3]}, in metres; writable in a fork. */
  public DoubleBuffer bodyPositions() {
    return writable(bodyPositions);
  }

  /** Places of sites in their bodies {@code [nsite, 3]}, in metres; writable in a fork. */
  public DoubleBuffer sitePositions() {
    return writable(sitePositions);
  }

  /** Parameters of equality constraints {@code [neq, 11]}; writable in a fork. */
  public DoubleBuffer equalityData() {
    return writable(equalityData);
  }

  /** Where a joint's coordinates begin in {@code qpos}. */
  public int qposAddress(int joint) {
    return struct().jnt_qposadr().get(joint);
  }

  /** Where a joint's velocities begin in {@code qvel}. */
  public int qvelAddress(int joint) {
    return struct().jnt_dofadr().get(joint);
  }

  /** The body that a geom is fixed to. */
  public int bodyOfGeom(int geom) {
    return struct().geom_bodyid().get(geom);
  }

  /** Whether the equality constraint welds two bodies. */
  public boolean isWeld(int equality) {
    return struct().eq_type().get(equality) == mujoco.mjEQ_WELD;
  }

  /** Number of joint coordinates. */
  public int nq() {
    return struct().nq();
  }

  /** Number of degrees of freedom. */
  public int nv() {
    return struct().nv();
  }

  /** Number of controls. */
  public int nu() {
    return struct().nu();
  }

  /** Number of equality constraints. */
  public int neq() {
    return struct().neq();
  }

  /** Simulated seconds of one step. */
  public double timestepSeconds() {
    return struct().opt().timestep();
  }

  /** What this is a fork of, or itself. */
  Model original() {
    return original == null ? this : original.original();
  }

  private DoubleBuffer writable(DoubleBuffer poses) {
    return original == null ? poses.asReadOnlyBuffer() : poses;
  }

  mjModel struct() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
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
    if (original == null) {
      mujoco.mj_deleteModel(struct);
    } else {
      mujoco.graft_delete_fork(struct);
    }
  }
}
