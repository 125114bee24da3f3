package dev.graft.learning.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The bytes of a TorchScript archive made from the text of one module without parameters.
 *
 * <p>Format: PyTorch 2.7, {@code torch/csrc/jit/docs/serialization.md}: a zip of stored entries
 * with the code under {@code code/}, the module as a pickle in {@code data.pkl}, no constants.
 */
final class ScriptArchive {
  /** Qualified name of the module's class, the type of {@code self} in its methods. */
  static final String CLASS = "__torch__.Script";

  private static final String HEADER =
      """
      class Script(Module):
        __parameters__ = []
        __buffers__ = []
        training : bool
      """;

  private ScriptArchive() {}

  /** The archive of a module with the given methods, each a {@code def} without indentation. */
  static byte[] of(Iterable<String> methods) {
    StringBuilder code = new StringBuilder(HEADER);
    methods.forEach(method -> code.append(method.strip().indent(2)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(ZipOutputStream.STORED);
      put(zip, "data.pkl", module());
      put(zip, "byteorder", ascii("little"));
      put(zip, "code/__torch__.py", code.toString().getBytes(StandardCharsets.UTF_8));
      put(zip, "constants.pkl", emptyTuple());
      put(zip, "version", ascii("3\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /** A pickle (protocol 2) of an instance of the class whose only attribute is training=True. */
  private static byte[] module() {
    ByteArrayOutputStream pickle = new ByteArrayOutputStream();
    pickle.writeBytes(new byte[] {(byte) 0x80, 2});
    pickle.writeBytes(ascii("c__torch__\nScript\n"));
    pickle.writeBytes(new byte[] {')', (byte) 0x81, '}', '('});
    byte[] name = ascii("training");
    pickle.writeBytes(new byte[] {'X', (byte) name.length, 0, 0, 0});
    pickle.writeBytes(name);
    pickle.writeBytes(new byte[] {(byte) 0x88, 'u', 'b', '.'});
    return pickle.toByteArray();
  }

  private static byte[] emptyTuple() {
    return new byte[] {(byte) 0x80, 2, ')', '.'};
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("script/" + name);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    entry.setTime(0);
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
