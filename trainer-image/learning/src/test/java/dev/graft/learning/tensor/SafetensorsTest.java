package dev.graft.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  private static final TensorMap TENSORS = tensors();

  @TempDir Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    Path file = folder.resolve("a.safetensors");
    Safetensors.write(file, TENSORS, Map.of("key", "a \"quoted\" value"));

    SafetensorsFile read = Safetensors.read(file);

    assertThat(read.metadata()).containsExactly(Map.entry("key", "a \"quoted\" value"));
    assertThat(read.tensors().names()).containsExactly("matrix", "scalar", "empty");
    assertThat(read.tensors().get("matrix").values()).isEqualTo(TENSORS.get("matrix").values());
    assertThat(read.tensors().get("scalar").shape()).isEmpty();
    assertThat(read.tensors().digest()).isEqualTo(TENSORS.digest());
  }

  @Test
  void writesTheSameBytesForTheSameContent() throws IOException {
    Safetensors.write(folder.resolve("a"), TENSORS, Map.of("x", "1", "y", "2"));
    Safetensors.write(folder.resolve("b"), TENSORS, Map.of("y", "2", "x", "1"));

    assertThat(folder.resolve("a")).hasSameBinaryContentAs(folder.resolve("b"));
  }

  @Test
  void alignsTheDataToEightBytes() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, TENSORS, Map.of());

    long header =
        ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN).getLong(0);

    assertThat(header % 8).isZero();
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    Path file = folder.resolve("a");
    Safetensors.write(file, TENSORS, Map.of());
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length++) {
      Path cut = folder.resolve("cut");
      Files.write(cut, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(cut))
          .as("first %s bytes", length)
          .isInstanceOf(MalformedFileException.class)
          .hasMessageContaining("cut");
    }
  }

  @Test
  void refusesOtherTypesAndNamesThem() throws IOException {
    Path file = write("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", 8);

    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(MalformedFileException.class)
        .hasMessageContaining("I64");
  }

  @Test
  void refusesAShapeThatDoesNotFitItsBytes() throws IOException {
    Path file = write("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", 8);

    assertThatThrownBy(() -> Safetensors.read(file)).isInstanceOf(MalformedFileException.class);
  }

  private Path write(String header, int dataBytes) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(Long.BYTES + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(json.length).put(json);
    return Files.write(folder.resolve("made"), content.array());
  }

  private static TensorMap tensors() {
    Map<String, Tensor> map = new LinkedHashMap<>();
    map.put("matrix", Tensor.of(new float[] {1, -2.5f, Float.MIN_VALUE, 4, 5, 6}, 2, 3));
    map.put("scalar", Tensor.of(new float[] {42}));
    map.put("empty", Tensor.of(new float[0], 0, 3));
    return new TensorMap(map);
  }
}
