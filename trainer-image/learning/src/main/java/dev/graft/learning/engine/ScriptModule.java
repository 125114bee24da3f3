package dev.graft.learning.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A TorchScript module made from text. Any operator of libtorch may be used, with gradients.
 *
 * <p>Its methods take tensors and lists of tensors; which list an array belongs to is told by its
 * name, {@code "w[]"} for a list {@code w} (see {@link #list}). Arguments are taken in the order of
 * first appearance. Results belong to the manager of the first argument.
 */
public final class ScriptModule implements AutoCloseable {

  /** Whether a call may compute gradients. */
  public enum Gradients {
    /** Operations are recorded; {@code torch.grad} may be called. */
    RECORDED,
    /** Nothing is recorded; parameters may be changed in place. */
    OFF
  }

  private final PtSymbolBlock block;

  private ScriptModule(PtSymbolBlock block) {
    this.block = block;
  }

  /**
   * Compiles a module.
   *
   * @param manager owner of the module
   * @param methods each a {@code def} whose first parameter is {@code self: __torch__.Script}
   */
  public static ScriptModule compile(NDManager manager, List<String> methods) {
    byte[] archive = ScriptArchive.of(methods);
    try {
      return new ScriptModule(
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive), false, false));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }

  /** Calls a method. */
  public NDList call(String method, Gradients gradients, NDArray first, NDList... others) {
    NDList arguments = new NDList(first);
    for (NDList other : others) {
      arguments.addAll(other);
    }
    try (NDArray selector = NativeTensors.scalar(first.getManager(), 0f)) {
      selector.setName("module_method:" + method);
      arguments.add(selector);
      boolean recording = JniUtils.isGradMode();
      // Both are settings of the calling thread.
      JniUtils.setGraphExecutorOptimize(false);
      JniUtils.setGradMode(gradients == Gradients.RECORDED);
      try {
        return IValueUtils.forward(block, arguments, gradients == Gradients.RECORDED);
      } finally {
        JniUtils.setGradMode(recording);
      }
    }
  }

  /** Marks arrays as the elements of one list argument; an array is in one list at a time. */
  public static NDList list(String name, NDList arrays) {
    arrays.forEach(array -> array.setName(name + "[]"));
    return arrays;
  }

  @Override
  public void close() {
    block.close();
  }
}
