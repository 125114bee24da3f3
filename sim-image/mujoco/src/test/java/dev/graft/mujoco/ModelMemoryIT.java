package dev.graft.mujoco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.mujoco.binding.mjModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What models leave out of memory, and that nothing else is left out. */
class ModelMemoryIT {
  private static final int SIDE = 256;
  private static final int TEXTURE_BYTES = 3 * SIDE * SIDE;
  private static final int POINTS = 3000;

  @TempDir private Path folder;

  private static Model load(String body) {
    byte[] xml = ("<mujoco>" + body + "</mujoco>").getBytes(StandardCharsets.UTF_8);
    return Model.load("model.xml", Map.of("model.xml", xml));
  }

  private static String texture(String name, String colour) {
    return "<texture name='%s' type='2d' builtin='checker' rgb1='%s' width='%d' height='%d'/>"
        .formatted(name, colour, SIDE, SIDE);
  }

  private static String assets(String... assets) {
    return "<asset>" + String.join("", assets) + "</asset>";
  }

  /** The bytes that a renderer reads. */
  private static byte[] pixels(Model model, int texture) {
    mjModel struct = model.struct();
    byte[] pixels = new byte[TEXTURE_BYTES];
    at(struct, texture).get(pixels);
    return pixels;
  }

  private static BytePointer at(mjModel struct, int texture) {
    return struct.tex_data().getPointer(BytePointer.class, struct.tex_adr().get(texture));
  }

  @Test
  void modelsReadTexturesThatTheyHaveInCommonFromOnePlace() {
    String red = texture("red", "1 0 0");
    String green = texture("green", "0 1 0");
    try (Model one = load(assets(red, green));
        Model other = load(assets(green))) {
      assertThat(at(one.struct(), 1)).isEqualTo(at(other.struct(), 0));
      assertThat(at(one.struct(), 0)).isNotEqualTo(at(other.struct(), 0));
    }
  }

  @Test
  void aTextureIsWhatItsXmlSaysAlsoAfterAnotherModelIsClosed() {
    String blue = texture("blue", "0 0 1");
    load(assets(texture("white", "1 1 1"), blue)).close();
    try (Model model = load(assets(texture("black", "0 0 0"), blue))) {
      byte[] pixels = pixels(model, 1);
      assertThat(List.of(pixels[0], pixels[1], pixels[2]))
          .containsExactly((byte) 0, (byte) 0, (byte) -1);
      assertThat(pixels(model, 0)).isNotEqualTo(pixels);
    }
  }

  /** They are zeros once they are given back; those of bodies, which contacts need, stay. */
  @Test
  void theBoundingVolumesOfTrianglesAreGivenBack() {
    String mesh = "<mesh name='stone' vertex='" + sphere() + "'/>";
    String stones =
        "<worldbody><body><freejoint/><geom type='mesh' mesh='stone'/>"
            + "<geom type='mesh' mesh='stone' pos='3 0 0'/></body></worldbody>";
    try (Model model = load(assets(mesh) + stones)) {
      mjModel struct = model.struct();
      int first = struct.mesh_bvhadr().get(0);
      int ofMesh = struct.mesh_bvhnum().get(0);
      assertThat(first).as("nodes of bodies").isEqualTo(3);
      assertThat(ofMesh).isGreaterThan(POINTS);
      assertThat(boxes(struct, 0, first)).allMatch(box -> box.stream().anyMatch(x -> x != 0));
      long kept =
          boxes(struct, first, ofMesh).stream()
              .filter(box -> box.stream().anyMatch(x -> x != 0))
              .count();
      assertThat(kept).as("those in pages that other arrays share").isLessThan(2 * 4096 / 48);
    }
  }

  private static List<List<Double>> boxes(mjModel struct, int first, int count) {
    List<List<Double>> boxes = new ArrayList<>();
    for (int node = first; node < first + count; node++) {
      long at = 6L * node;
      boxes.add(IntStream.range(0, 6).mapToObj(i -> struct.bvh_aabb().get(at + i)).toList());
    }
    return boxes;
  }

  private static String sphere() {
    Random random = new Random(1);
    return IntStream.range(0, POINTS).mapToObj(i -> point(random)).collect(Collectors.joining(" "));
  }

  private static String point(Random random) {
    double x = random.nextGaussian();
    double y = random.nextGaussian();
    double z = random.nextGaussian();
    double length = Math.sqrt(x * x + y * y + z * z);
    return "%.6f %.6f %.6f".formatted(x / length, y / length, z / length);
  }

  /** JavaCPP bounds a process by its Java heap; of this one's memory that heap is a small part. */
  @Test
  @Timeout(60)
  void aModelIsLoadedHoweverSmallTheHeapIs() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx8m",
                "-XX:MaxDirectMemorySize=128m",
                "-Dorg.bytedeco.javacpp.cachedir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                FirstModel.class.getName())
            .redirectErrorStream(true)
            .start();
    try (var output = process.inputReader()) {
      assertThat(output.lines()).contains("[ball] beside " + (96 << 20));
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
