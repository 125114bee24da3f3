package dev.graft.learning.tensor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes safetensors files of FP32 tensors.
 *
 * <pre>
 * u64 little-endian n | n bytes of JSON, padded with spaces to a multiple of 8 | the data
 * JSON: {"__metadata__": {text: text}, name: {"dtype": "F32", "shape": [..], "data_offsets": [begin, end]}}
 * </pre>
 *
 * <p>Format: huggingface/safetensors, README, "Format". The same content gives the same bytes.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int MAX_HEADER_BYTES = 100_000_000;
  private static final int CHUNK_FLOATS = 1 << 16;

  private Safetensors() {}

  /**
   * Writes the file as a whole or not at all.
   *
   * @throws IOException when it cannot be written
   */
  public static void write(Path file, TensorMap tensors, Map<String, String> metadata)
      throws IOException {
    ByteBuffer header = header(tensors, metadata);
    AtomicFile.write(
        file,
        channel -> {
          writeFully(channel, header);
          for (Tensor tensor : tensors.asMap().values()) {
            writeValues(channel, tensor.values());
          }
        });
  }

  /**
   * Reads a file.
   *
   * @throws MalformedFileException when it is cut short, damaged, or holds other than FP32
   * @throws IOException when it cannot be read
   */
  public static SafetensorsFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      JsonNode header = readHeader(file, channel);
      Map<String, String> metadata = new TreeMap<>();
      header
          .path(METADATA)
          .properties()
          .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      long dataStart = channel.position();
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (Entry entry : entries(file, header)) {
        tensors.put(entry.name, readTensor(file, channel, dataStart, entry));
      }
      return new SafetensorsFile(new TensorMap(tensors), metadata);
    }
  }

  private record Entry(String name, List<Long> shape, long begin, long end) {}

  private static ByteBuffer header(TensorMap tensors, Map<String, String> metadata)
      throws JsonProcessingException {
    ObjectNode root = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode node = root.putObject(METADATA);
      new TreeMap<>(metadata).forEach(node::put);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.asMap().entrySet()) {
      ObjectNode node = root.putObject(entry.getKey()).put("dtype", "F32");
      entry.getValue().shape().forEach(node.putArray("shape")::add);
      long end = offset + (long) entry.getValue().size() * Float.BYTES;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(root);
    int padded = (json.length + 7) / 8 * 8;
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES + padded).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(padded).put(json);
    while (buffer.hasRemaining()) {
      buffer.put((byte) ' ');
    }
    return buffer.flip();
  }

  private static JsonNode readHeader(Path file, FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    readFully(file, channel, length);
    long bytes = length.getLong(0);
    if (bytes < 2 || bytes > Math.min(MAX_HEADER_BYTES, channel.size() - Long.BYTES)) {
      throw new MalformedFileException(
          file, "is no safetensors file: header of " + bytes + " bytes");
    }
    ByteBuffer header = ByteBuffer.allocate((int) bytes);
    readFully(file, channel, header);
    try {
      JsonNode node = JSON.readTree(StandardCharsets.UTF_8.decode(header.flip()).toString());
      if (node == null || !node.isObject()) {
        throw new MalformedFileException(file, "has a header that is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new MalformedFileException(file, "has a header that is no JSON", e);
    }
  }

  private static List<Entry> entries(Path file, JsonNode header) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(METADATA)) {
        entries.add(entry(file, field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin));
    return entries;
  }

  private static Entry entry(Path file, String name, JsonNode node) throws IOException {
    String type = node.path("dtype").asText();
    JsonNode offsets = node.path("data_offsets");
    if (!type.equals("F32") || !node.path("shape").isArray() || offsets.size() != 2) {
      throw new MalformedFileException(file, "holds " + name + " as '" + type + "'; F32 is needed");
    }
    List<Long> shape = new ArrayList<>();
    node.path("shape").forEach(extent -> shape.add(extent.asLong(-1)));
    return new Entry(name, shape, offsets.get(0).asLong(-1), offsets.get(1).asLong(-1));
  }

  private static Tensor readTensor(Path file, FileChannel channel, long dataStart, Entry entry)
      throws IOException {
    long bytes = entry.end - entry.begin;
    long available = channel.size() - dataStart;
    long size = elements(file, entry);
    if (entry.begin < 0 || entry.end > available || bytes != size * Float.BYTES) {
      throw new MalformedFileException(
          file,
          "is cut short or damaged: %s of shape %s at [%d, %d) of %d bytes"
              .formatted(entry.name, entry.shape, entry.begin, entry.end, available));
    }
    channel.position(dataStart + entry.begin);
    return new Tensor(entry.shape, readValues(file, channel, (int) size));
  }

  private static long elements(Path file, Entry entry) throws IOException {
    long size = 1;
    for (long extent : entry.shape) {
      if (extent < 0 || extent > Integer.MAX_VALUE || (size *= extent) > Integer.MAX_VALUE) {
        throw new MalformedFileException(file, "holds " + entry.name + " of shape " + entry.shape);
      }
    }
    return size;
  }

  private static float[] readValues(Path file, FileChannel channel, int count) throws IOException {
    float[] values = new float[count];
    ByteBuffer chunk = chunk(count);
    for (int start = 0; start < count; start += CHUNK_FLOATS) {
      int size = Math.min(CHUNK_FLOATS, count - start);
      readFully(file, channel, chunk.clear().limit(size * Float.BYTES));
      chunk.flip().asFloatBuffer().get(values, start, size);
    }
    return values;
  }

  private static void writeValues(FileChannel channel, float[] values) throws IOException {
    ByteBuffer chunk = chunk(values.length);
    for (int start = 0; start < values.length; start += CHUNK_FLOATS) {
      int size = Math.min(CHUNK_FLOATS, values.length - start);
      chunk.clear().asFloatBuffer().put(values, start, size);
      writeFully(channel, chunk.limit(size * Float.BYTES));
    }
  }

  private static ByteBuffer chunk(int count) {
    return ByteBuffer.allocateDirect(Math.min(CHUNK_FLOATS, Math.max(1, count)) * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void readFully(Path file, FileChannel channel, ByteBuffer buffer)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new MalformedFileException(file, "is cut short");
      }
    }
  }
}
