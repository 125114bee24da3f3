package dev.graft.suites.metaworld;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The vectors of a seed, as {@code dev.graft.suites} documents them. */
final class RandomVectors {
  private static final int NUMBERS_PER_BLOCK = 4;
  private static final int MANTISSA_BITS = 53;

  private final byte[] task;
  private final long seed;
  private final int index;
  private final long[] block = new long[NUMBERS_PER_BLOCK];
  private int drawn;

  private RandomVectors(String task, long seed, int index) {
    this.task = task.getBytes(StandardCharsets.UTF_8);
    this.seed = seed;
    this.index = index;
  }

  static double[] draw(Definition task, long seed, int index) {
    if (index < 0) {
      throw new IllegalArgumentException("index is %d, must not be negative".formatted(index));
    }
    return task.draw(new RandomVectors(task.name(), seed, index)::next);
  }

  private double next() {
    int position = drawn % NUMBERS_PER_BLOCK;
    if (position == 0) {
      fill(drawn / NUMBERS_PER_BLOCK);
    }
    drawn++;
    return (block[position] >>> (Long.SIZE - MANTISSA_BITS)) * 0x1p-53;
  }

  private void fill(int counter) {
    ByteBuffer input = ByteBuffer.allocate(task.length + 1 + Long.BYTES + 2 * Integer.BYTES);
    input.put(task).put((byte) 0).putLong(seed).putInt(index).putInt(counter);
    ByteBuffer.wrap(sha256(input.array())).asLongBuffer().get(block);
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
