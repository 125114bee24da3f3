package dev.graft.learning.rollout;

import static dev.graft.learning.engine.NativeTensors.copyIn;
import static dev.graft.learning.engine.NativeTensors.hostScalar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.data.GoalVisibility;
import dev.graft.learning.data.StateReader;
import dev.graft.learning.engine.ScriptModule;
import dev.graft.learning.engine.ScriptModule.Gradients;
import dev.graft.learning.policy.Architecture;
import dev.graft.learning.policy.Backbone;
import dev.graft.learning.policy.PolicyNetwork;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.policy.PolicyScripts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A policy acting in several environments. Owns native memory; not thread-safe.
 *
 * <p>An episode's tokens are s0, a0, s1, a1, ...: the first call after {@link #start} encodes s0
 * alone, every later one the action it returned last and the new state. Environments may stand at
 * different timesteps, and take part in a call or not.
 */
public final class PolicyController implements AutoCloseable {
  private final Architecture architecture;
  private final StateReader reader;
  private final PolicyNetwork network;
  private final Episode[] episodes;
  private final Map<String, NDList> memories = new LinkedHashMap<>();
  private final int kept;

  private PolicyController(
      PolicyNetwork network, StateReader reader, int environments, WindowMode windowMode) {
    this.network = network;
    this.reader = reader;
    architecture = network.plan().architecture();
    episodes = new Episode[environments];
    int context = architecture.memory();
    for (int i = 0; i < environments; i++) {
      episodes[i] = new Episode(context, architecture.stateDim(), architecture.actionDim());
    }
    for (Architecture.Memory memory : architecture.emptyMemory(environments)) {
      NDList arrays = new NDList();
      memory.initial().forEach(tensor -> arrays.add(network.newState(tensor)));
      memories.put(memory.name(), arrays);
    }
    kept =
        switch (windowMode) {
          case EXACT -> context;
          case BLOCKWISE -> Math.max(1, context / 2);
        };
  }

  /**
   * Loads a policy.
   *
   * @param adapter {@link Adapter#none} for the backbone alone
   * @param environments number of environments
   * @throws IllegalArgumentException when the adapter belongs to another backbone
   */
  public static PolicyController open(
      Backbone backbone,
      Adapter adapter,
      GoalVisibility goal,
      int environments,
      WindowMode windowMode) {
    if (environments < 1) {
      throw new IllegalArgumentException(
          "environments is " + environments + "; it must be at least 1");
    }
    PolicyPlan plan = adapter.plan(backbone).frozen();
    PolicyNetwork network =
        new PolicyNetwork(plan, adapter.values(backbone), List.of(PolicyScripts.advance(plan)));
    StateReader reader = new StateReader(backbone.statistics(), backbone.goal(), goal);
    return new PolicyController(network, reader, environments, windowMode);
  }

  /**
   * Forgets the episodes of some environments: their next state is the first of a new one.
   *
   * @throws IllegalArgumentException when an index is out of range
   */
  public void start(int[] environments) {
    for (int environment : environments) {
      requireEnvironment(environment);
      episodes[environment].restart();
    }
  }

  /**
   * Acts.
   *
   * @param environments distinct indices
   * @param states {@code [environments, stateDim]}, row-major, goal visible, in the simulator's
   *     units
   * @return {@code [environments, actionDim]}, row-major, each in [-1, 1]
   * @throws IllegalArgumentException when an index is out of range or there twice, or states do not
   *     fit
   */
  public float[] act(int[] environments, float[] states) {
    requireArguments(environments, states);
    float[] read = reader.read(states);
    int[] rowOf = new int[episodes.length];
    for (int row = 0; row < environments.length; row++) {
      rowOf[environments[row]] = row;
      episodes[environments[row]].observe(read, row);
    }
    float[] actions = new float[environments.length * architecture.actionDim()];
    group(environments).forEach((count, members) -> encode(count, members, rowOf, actions));
    for (int row = 0; row < environments.length; row++) {
      episodes[environments[row]].answer(actions, row);
    }
    return actions;
  }

  @Override
  public void close() {
    network.close();
  }

  /** Number of native arrays that live as long as the controller. */
  int residentArrays() {
    return network.residentArrays();
  }

  private record Member(int environment, int position) {}

  /** Environments that encode equally many steps go through the network together. */
  private Map<Integer, List<Member>> group(int[] environments) {
    Map<Integer, List<Member>> groups = new TreeMap<>();
    for (int environment : Arrays.stream(environments).sorted().toArray()) {
      Episode.Encoding encoding = episodes[environment].advance(kept);
      groups
          .computeIfAbsent(encoding.count(), count -> new ArrayList<>())
          .add(new Member(environment, encoding.position()));
    }
    return groups;
  }

  private void encode(int count, List<Member> members, int[] rowOf, float[] actions) {
    EncodingBatch batch = EncodingBatch.allocate(members.size(), count, architecture);
    for (int i = 0; i < members.size(); i++) {
      Member member = members.get(i);
      episodes[member.environment].copyTo(batch, i, count);
      batch.positions()[i] = member.position;
      batch.rows()[i] = member.environment;
    }
    float[] answers = advance(batch);
    int dim = architecture.actionDim();
    for (int i = 0; i < members.size(); i++) {
      int row = rowOf[members.get(i).environment];
      System.arraycopy(answers, i * dim, actions, row * dim, dim);
    }
  }

  private float[] advance(EncodingBatch batch) {
    long n = batch.rows().length;
    long k = batch.count();
    try (NDManager step = network.newStepManager()) {
      NDArray states = copyIn(step, batch.states(), n, k, architecture.stateDim());
      NDList others =
          new NDList(
              copyIn(step, batch.actions(), n, k, architecture.actionDim()),
              copyIn(step, batch.timesteps(), n, k),
              copyIn(step, batch.earlier(), n, k),
              copyIn(step, batch.positions(), n),
              copyIn(step, batch.rows(), n),
              hostScalar(step, batch.usedSlots()));
      memories.forEach((name, arrays) -> others.addAll(ScriptModule.list(name, arrays)));
      return network
          .call(PolicyScripts.ADVANCE, Gradients.OFF, states, others)
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  private void requireArguments(int[] environments, float[] states) {
    if (states.length != environments.length * architecture.stateDim()) {
      throw new IllegalArgumentException(
          "%d numbers for %d environments; %d each are needed"
              .formatted(states.length, environments.length, architecture.stateDim()));
    }
    IntStream.of(environments).forEach(this::requireEnvironment);
    if (IntStream.of(environments).distinct().count() != environments.length) {
      throw new IllegalArgumentException(
          "environments " + Arrays.toString(environments) + " name one twice");
    }
  }

  private void requireEnvironment(int environment) {
    if (environment < 0 || environment >= episodes.length) {
      throw new IllegalArgumentException(
          "environment %d is not in [0, %d)".formatted(environment, episodes.length));
    }
  }
}
