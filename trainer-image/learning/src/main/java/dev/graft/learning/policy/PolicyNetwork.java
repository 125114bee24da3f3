package dev.graft.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.engine.NativeTensors;
import dev.graft.learning.engine.ScriptModule;
import dev.graft.learning.engine.ScriptModule.Gradients;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A policy in native memory: its parameters, and the module that computes with them. Owns both; not
 * thread-safe.
 */
public final class PolicyNetwork implements AutoCloseable {
  private final PolicyPlan plan;
  private final NDManager manager;
  private final ScriptModule module;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();

  /**
   * Copies parameters into native memory and compiles a module.
   *
   * @param values of all parameters of the plan
   * @param methods text of the module's methods
   */
  public PolicyNetwork(PolicyPlan plan, TensorMap values, List<String> methods) {
    this.plan = plan;
    manager = NativeEngine.newManager();
    module = ScriptModule.compile(manager, methods);
    for (String name : plan.parameters()) {
      NDArray array = NativeTensors.copyIn(manager, values.get(name));
      array.setRequiresGradient(plan.trained().contains(name));
      parameters.put(name, array);
    }
  }

  /** What is computed. */
  public PolicyPlan plan() {
    return plan;
  }

  /** A manager for the arrays of one step; to be closed by the caller. */
  public NDManager newStepManager() {
    return manager.newSubManager();
  }

  /** Number of native arrays that live as long as the network. */
  public int residentArrays() {
    return manager.getManagedArrays().size();
  }

  /** Calls a method of the module that takes the parameters last. */
  public NDList call(String method, Gradients gradients, NDArray first, NDList... others) {
    NDList arguments = new NDList();
    for (NDList other : others) {
      arguments.addAll(other);
    }
    NDList all = ScriptModule.list("w", new NDList(parameters.values()));
    return module.call(method, gradients, first, arguments, all);
  }

  /** Calls a method of the module that takes no parameters. */
  public NDList callPlain(String method, NDArray first, NDList... others) {
    return module.call(method, Gradients.OFF, first, others);
  }

  /** A native array, beside the parameters, that lives as long as the network. */
  public NDArray newState(Tensor initial) {
    return NativeTensors.copyIn(manager, initial);
  }

  /** The trained parameters, in the plan's order. */
  public NDList trainedParameters() {
    NDList trained = new NDList();
    plan.trainedInOrder().forEach(name -> trained.add(array(name)));
    return trained;
  }

  /** A parameter in native memory. */
  public NDArray array(String name) {
    NDArray array = parameters.get(name);
    if (array == null) {
      throw new IllegalArgumentException("no parameter " + name + " among " + parameters.keySet());
    }
    return array;
  }

  /** Host copies of the named parameters as they now stand. */
  public TensorMap copyOut(List<String> names) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    names.forEach(name -> copies.put(name, NativeTensors.copyOut(array(name))));
    return new TensorMap(copies);
  }

  /**
   * Acts at every step of some windows, without dropout, in FP32; needs {@link
   * PolicyScripts#PREDICT}.
   *
   * @return {@code [windows, length, actionDim]}, row-major
   */
  public float[] predict(WindowBatch batch) {
    try (NDManager step = newStepManager()) {
      NativeBatch inputs = NativeBatch.of(step, batch, plan.architecture());
      return call(PolicyScripts.PREDICT, Gradients.OFF, inputs.states(), inputs.history())
          .singletonOrThrow()
          .toFloatArray();
    }
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
