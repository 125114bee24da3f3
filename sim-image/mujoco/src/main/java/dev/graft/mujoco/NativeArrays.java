package dev.graft.mujoco;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.bytedeco.javacpp.DoublePointer;

/**
 * Views of MuJoCo's arrays that die with their owner: use after {@link #close} throws {@link
 * IllegalStateException} where a bare pointer would read freed memory.
 */
final class NativeArrays implements AutoCloseable {
  private final Arena lifetime = Arena.ofShared();

  /** A view of {@code size} numbers, in place: MuJoCo does not move these arrays. */
  DoubleBuffer view(DoublePointer array, long size) {
    if (size == 0) {
      return DoubleBuffer.allocate(0);
    }
    return MemorySegment.ofAddress(array.address())
        .reinterpret(size * Double.BYTES, lifetime, null)
        .asByteBuffer()
        .order(ByteOrder.nativeOrder())
        .asDoubleBuffer();
  }

  @Override
  public void close() {
    lifetime.close();
  }
}
