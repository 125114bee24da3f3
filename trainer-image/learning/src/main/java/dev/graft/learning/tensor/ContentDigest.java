package dev.graft.learning.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 over text, numbers and tensors, each framed by its length. */
public final class ContentDigest {
  private static final int CHUNK_FLOATS = 1 << 14;

  private final MessageDigest sha256;

  /** Starts an empty digest. */
  public ContentDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Adds a text. */
  public ContentDigest add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    sha256.update(bytes);
    return this;
  }

  /** Adds a whole number. */
  public ContentDigest add(long number) {
    sha256.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, number));
    return this;
  }

  /** Adds an array. */
  public ContentDigest add(float[] values) {
    add(values.length);
    ByteBuffer chunk =
        ByteBuffer.allocate(CHUNK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int start = 0; start < values.length; start += CHUNK_FLOATS) {
      int count = Math.min(CHUNK_FLOATS, values.length - start);
      chunk.clear().asFloatBuffer().put(values, start, count);
      sha256.update(chunk.limit(count * Float.BYTES));
    }
    return this;
  }

  /** Adds a named tensor. */
  public ContentDigest add(String name, Tensor tensor) {
    add(name).add(tensor.shape().size());
    tensor.shape().forEach(this::add);
    return add(tensor.values());
  }

  /** The digest in hexadecimal; call once. */
  public String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
