package dev.graft.learning.training;

import static dev.graft.learning.engine.ScriptModule.list;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.learning.data.WindowBatch;
import dev.graft.learning.engine.NativeEngine;
import dev.graft.learning.engine.NativeTensors;
import dev.graft.learning.engine.ScriptModule.Gradients;
import dev.graft.learning.policy.NativeBatch;
import dev.graft.learning.policy.PolicyNetwork;
import dev.graft.learning.policy.PolicyPlan;
import dev.graft.learning.policy.PolicyScripts;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network in training, in native memory: parameters and moments, changed in place. */
final class NativeOptimization implements AutoCloseable {

  /** Loss of a batch, and the gradient's norm before clipping. */
  record Outcome(double loss, double gradientNorm) {}

  private final PolicyNetwork network;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private final int microBatchSize;

  /**
   * Copies everything into native memory.
   *
   * @param values of all parameters of the plan; the state's take their place
   */
  NativeOptimization(
      PolicyPlan plan, TensorMap values, TrainingState state, TrainingSettings settings) {
    List<String> methods =
        List.of(
            PolicyScripts.predict(plan),
            PolicyScripts.gradients(
                plan, settings.precision(), settings.loss(), NativeEngine.device()),
            OptimizerScript.update(settings.gradientClipNorm(), settings.weightDecay()));
    network = new PolicyNetwork(plan, values.with(state.parameters()), methods);
    microBatchSize = settings.microBatchSize();
    for (String name : plan.trainedInOrder()) {
      firstMoments.add(network.newState(state.firstMoments().get(name)));
      secondMoments.add(network.newState(state.secondMoments().get(name)));
    }
  }

  PolicyNetwork network() {
    return network;
  }

  /**
   * One optimizer step.
   *
   * @param step from 1
   */
  Outcome update(WindowBatch batch, double learningRate, long step) {
    try (NDManager scratch = network.newStepManager()) {
      NDList gradients = summedGradients(scratch, batch);
      double loss = gradients.removeFirst().getFloat();
      NDArray rate = NativeTensors.hostScalar(scratch, learningRate);
      NDList norm =
          network.callPlain(
              OptimizerScript.UPDATE,
              rate,
              new NDList(NativeTensors.scalar(scratch, (float) step)),
              list("p", network.trainedParameters()),
              list("g", gradients),
              list("m", firstMoments),
              list("v", secondMoments));
      return new Outcome(loss, norm.singletonOrThrow().getFloat());
    }
  }

  /** Sums over the parts of a batch: the weights of its windows are shares of the whole. */
  private NDList summedGradients(NDManager scratch, WindowBatch batch) {
    List<WindowBatch> parts = batch.parts(microBatchSize);
    NDList sums = gradients(scratch, parts.getFirst());
    for (WindowBatch part : parts.subList(1, parts.size())) {
      try (NDManager partScratch = scratch.newSubManager()) {
        NDList summands = gradients(partScratch, part);
        for (int i = 0; i < sums.size(); i++) {
          sums.get(i).addi(summands.get(i));
        }
      }
    }
    return sums;
  }

  /** The loss, then the gradient by each trained parameter. */
  NDList gradients(NDManager scratch, WindowBatch batch) {
    NativeBatch inputs = NativeBatch.of(scratch, batch, network.plan().architecture());
    return network.call(
        PolicyScripts.GRADIENTS, Gradients.RECORDED, inputs.states(), inputs.supervision());
  }

  /** A host copy of what training has changed. */
  TrainingState state(long step) {
    List<String> trained = network.plan().trainedInOrder();
    return new TrainingState(
        step, network.copyOut(trained), copyOut(firstMoments), copyOut(secondMoments));
  }

  @Override
  public void close() {
    network.close();
  }

  private TensorMap copyOut(NDList moments) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    List<String> trained = network.plan().trainedInOrder();
    for (int i = 0; i < trained.size(); i++) {
      copies.put(trained.get(i), NativeTensors.copyOut(moments.get(i)));
    }
    return new TensorMap(copies);
  }
}
