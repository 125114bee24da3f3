package dev.graft.cli.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.Graft;
import dev.graft.mujoco.PictureSize;
import dev.graft.mujoco.Quality;
import dev.graft.suites.CameraSettings;
import dev.graft.suites.CameraSettings.Orientation;
import dev.graft.suites.Environment;
import dev.graft.suites.FrameSource;
import dev.graft.suites.metaworld.MetaWorld;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands at work, in real simulations. */
final class SimulationIT {
  private static final int FAILED = 1;
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int graft(String... arguments) {
    CommandLine command = Graft.commandLine();
    if (!command.getSubcommands().containsKey("sim")) {
      command.addSubcommand(new SimCommand());
    }
    return command
        .setErr(new PrintWriter(err, true))
        .execute(Stream.concat(Stream.of("sim"), Stream.of(arguments)).toArray(String[]::new));
  }

  private JsonNode replay(String how) throws IOException {
    return replay("[0, 0.65, 0.02, 0.05, 0.85, 0.2]", how);
  }

  private JsonNode replay(String vector, String how) throws IOException {
    String episode = "{\"task\": \"reach-v3\", \"randVec\": " + vector + ", " + how + "}";
    Path input = Files.writeString(folder.resolve("in.json"), episode);
    Path output = folder.resolve("out.json");
    assertThat(graft("replay", "--input", input.toString(), "--output", output.toString()))
        .as(err.toString())
        .isZero();
    return JsonMapper.builder().build().readTree(output.toFile());
  }

  @Test
  void theActionsOfAScriptedEpisodeReplayToTheSameEpisode() throws IOException {
    JsonNode scripted = replay("\"goalVisible\": true, \"policy\": \"scripted\", \"steps\": 90");
    assertThat(scripted.get("observations")).hasSize(91);
    assertThat(scripted.get("observations").get(0)).hasSize(39);
    assertThat(scripted.get("rewards")).hasSize(90);
    assertThat(scripted.get("actions")).hasSize(90);
    assertThat(scripted.get("successes")).anyMatch(JsonNode::asBoolean);
    JsonNode replayed = replay("\"goalVisible\": true, \"actions\": " + scripted.get("actions"));
    assertThat(replayed).isEqualTo(scripted);
  }

  @Test
  void aGoalOfABenchmarkCanBeReplayed() throws IOException {
    StringWriter out = new StringWriter();
    String[] goals = {
      "sim", "goals", "--task", "reach-v3", "--benchmark", "ML1-test", "--count", "1", "-o", "json"
    };
    assertThat(Graft.commandLine().setOut(new PrintWriter(out, true)).execute(goals)).isZero();
    JsonNode vector = JsonMapper.builder().build().readTree(out.toString()).at("/goals/0/randVec");
    JsonNode observations =
        replay(vector.toString(), "\"policy\": \"scripted\", \"steps\": 1").get("observations");
    for (int i = 0; i < 3; i++) {
      assertThat(observations.get(0).get(36 + i)).isEqualTo(vector.get(3 + i));
    }
  }

  @Test
  void successCountsTheGoalsThatScriptedPoliciesSolve() throws IOException {
    StringWriter out = new StringWriter();
    String[] success = {
      "sim", "success", "--task", "door-open-v3", "--task", "reach-v3", "--goals", "3", "-o", "json"
    };
    int code =
        Graft.commandLine()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(success);
    assertThat(code).as(err.toString()).isZero();
    JsonNode tasks = JsonMapper.builder().build().readTree(out.toString()).get("tasks");
    assertThat(tasks.findValuesAsText("name")).containsExactly("door-open-v3", "reach-v3");
    assertThat(tasks.get(1).get("solved").asInt()).isEqualTo(3);
    assertThat(tasks.get(1).get("firstSuccess")).hasSize(3).allMatch(step -> step.asInt() > 10);
    assertThat(err.toString()).contains("reach-v3: 3 of 3");
  }

  @Test
  void aHiddenGoalIsZeroAndLeavesTheRestOfTheObservationAlone() throws IOException {
    String actions = "\"actions\": [[1, 0, 0.5, -1], [0.25, 1, 0, 1]]";
    JsonNode visible = replay("\"goalVisible\": true, " + actions).get("observations").get(2);
    JsonNode hidden = replay("\"goalVisible\": false, " + actions).get("observations").get(2);
    for (int i = 0; i < 36; i++) {
      assertThat(hidden.get(i)).isEqualTo(visible.get(i));
    }
    for (int i = 36; i < 39; i++) {
      assertThat(hidden.get(i).asDouble()).isZero();
      assertThat(visible.get(i).asDouble()).isNotZero();
    }
  }

  @Test
  void aRandomVectorThatDoesNotFitIsWrongInput() throws IOException {
    Path input =
        Files.writeString(
            folder.resolve("short.json"),
            "{\"task\": \"reach-v3\", \"randVec\": [1], \"goalVisible\": true,"
                + " \"policy\": \"scripted\", \"steps\": 1}");
    assertThat(graft("replay", "--input", input.toString(), "--output", folder + "/out.json"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("short.json", "randVec");
    assertThat(folder.resolve("out.json")).doesNotExist();
  }

  /** Without graphics a picture ends in exit code 1 and one line naming the package. */
  private void film(String... arguments) {
    int code = graft(arguments);
    if (code == FAILED) {
      assertThat(err.toString()).contains("libosmesa6").hasLineCount(1);
    }
    assumeThat(code).as(err.toString()).isZero();
  }

  @Test
  void aPictureShowsTheSceneFromTheCamera() throws IOException {
    Path corner = folder.resolve("corner.png");
    Path top = folder.resolve("top.png");
    film("render", "--task", "reach-v3", "--size", "64", "--out", corner.toString());
    film(
        "render",
        "--task",
        "reach-v3",
        "--camera",
        "topview",
        "--size",
        "64",
        "--out",
        top.toString());
    BufferedImage picture = ImageIO.read(corner.toFile());
    assertThat(picture.getWidth()).isEqualTo(64);
    assertThat(colours(picture)).isGreaterThan(50);
    assertThat(Files.readAllBytes(top)).isNotEqualTo(Files.readAllBytes(corner));
  }

  /** Meta-World's corner cameras hang head down: a person's picture is theirs, turned by half. */
  @Test
  void aPictureOfAHeadDownCameraIsTurnedAndAnotherIsNot() throws IOException {
    assertThat(rendered("corner")[0]).isEqualTo(mounted("corner", 64 * 64 - 1));
    assertThat(rendered("topview")[0]).isEqualTo(mounted("topview", 0));
  }

  private int[] rendered(String camera) throws IOException {
    String file = folder + "/" + camera + ".png";
    film("render", "--task", "reach-v3", "--camera", camera, "--size", "64", "--out", file);
    return pixels(ImageIO.read(Path.of(file).toFile()));
  }

  private static int mounted(String camera, int pixel) {
    byte[] rgb =
        take(
            new CameraSettings(
                camera, new PictureSize(64, 64), Quality.FULL, Orientation.AS_MOUNTED),
            FrameSource::rgb);
    return new Color(
            Byte.toUnsignedInt(rgb[3 * pixel]),
            Byte.toUnsignedInt(rgb[3 * pixel + 1]),
            Byte.toUnsignedInt(rgb[3 * pixel + 2]))
        .getRGB();
  }

  private static <T> T take(CameraSettings settings, Function<FrameSource, T> picture) {
    return take(new MetaWorld().randomVector("reach-v3", 0, 0), settings, picture);
  }

  private static <T> T take(
      double[] randomVector, CameraSettings settings, Function<FrameSource, T> picture) {
    try (Environment environment = new MetaWorld().open("reach-v3")) {
      environment.reset(randomVector);
      try (FrameSource camera = environment.camera(settings)) {
        return picture.apply(camera);
      }
    }
  }

  @Test
  void aGoalOfABenchmarkCanBeSeen() throws IOException {
    String file = folder + "/benchmark.npy";
    film(
        "render",
        "--task",
        "reach-v3",
        "--benchmark",
        "MT10",
        "--seed",
        "3",
        "--goal",
        "7",
        "--size",
        "64",
        "--out",
        file);
    MetaWorld suite = new MetaWorld();
    CameraSettings settings = new CameraSettings("corner2", new PictureSize(64, 64), Quality.FULL);
    double[] vector = suite.goals("MT10").randomVector("reach-v3", 3, 7);
    byte[] wanted = take(vector, settings, FrameSource::rgb);
    byte[] own = take(suite.randomVector("reach-v3", 3, 7), settings, FrameSource::rgb);
    byte[] written = Files.readAllBytes(Path.of(file));
    assertThat(Arrays.copyOfRange(written, written.length - wanted.length, written.length))
        .isEqualTo(wanted)
        .isNotEqualTo(own);
  }

  @Test
  void distancesAreWrittenInMillimetresOrAsNumbers() throws IOException {
    Path png = folder.resolve("depth.png");
    Path npy = folder.resolve("depth.npy");
    for (Path file : List.of(png, npy)) {
      film(
          "render",
          "--task",
          "reach-v3",
          "--depth",
          "--width",
          "48",
          "--height",
          "32",
          "--out",
          file.toString());
    }
    float[] metres =
        take(
            new CameraSettings("corner2", new PictureSize(48, 32), Quality.FULL),
            FrameSource::depth);
    ByteBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(npy)).order(ByteOrder.LITTLE_ENDIAN);
    int header = numbers.capacity() - Float.BYTES * metres.length;
    assertThat(header % 64).isZero();
    assertThat(new String(numbers.array(), 0, header, StandardCharsets.ISO_8859_1))
        .contains("'descr': '<f4'", "'shape': (32, 48)");
    Raster millimetres = ImageIO.read(png.toFile()).getRaster();
    for (int i = 0; i < metres.length; i++) {
      assertThat(numbers.getFloat(header + Float.BYTES * i)).isEqualTo(metres[i]);
      assertThat(millimetres.getSample(i % 48, i / 48, 0))
          .isEqualTo(Math.min(Math.round(1000 * metres[i]), 65_535));
    }
  }

  @Test
  void anOutputOfAnotherKindIsRefused() {
    int code = graft("render", "--task", "reach-v3", "--out", folder + "/x.jpg");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--out", "x.jpg", ".png or .npy");
  }

  private static long colours(BufferedImage picture) {
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    return Arrays.stream(pixels).distinct().count();
  }

  @Test
  void aVideoMovesAndPlaysForEver() throws IOException {
    Path file = folder.resolve("reach.gif");
    film("video", "--task", "reach-v3", "--size", "64", "--steps", "40", "--out", file.toString());
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).as("the reset, then every fourth step").isEqualTo(11);
      BufferedImage first = reader.read(0);
      BufferedImage last = reader.read(10);
      assertThat(pixels(last)).isNotEqualTo(pixels(first));
    }
    assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).containsOnlyOnce("NETSCAPE2.0");
  }

  private static int[] pixels(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }

  @Test
  void aWrongCameraIsAnsweredByTheListOfCameras() {
    int code =
        graft("render", "--task", "reach-v3", "--camera", "cornr", "--out", folder + "/x.png");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--camera", "cornr", "corner2");
  }
}
