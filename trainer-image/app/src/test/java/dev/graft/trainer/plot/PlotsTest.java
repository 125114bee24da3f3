package dev.graft.trainer.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.trainer.statistics.SuccessRate;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaves its pictures in {@code target/plots}, to be looked at. */
@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlotsTest {
  @Test
  void drawsALearningCurveInItsColor() throws IOException {
    byte[] png =
        LearningCurvePlot.draw(
            "quickstart – pretraining",
            "Mean squared error",
            IntStream.rangeClosed(1, 40)
                .mapToObj(epoch -> new LearningCurvePlot.Point(epoch, .05 + 1.0 / epoch))
                .toList());

    assertThat(colors(png, "learning-curve.png")).contains(Plots.COLORS.getFirst());
  }

  @Test
  void drawsASuccessCurveBesideItsLevels() throws IOException {
    Map<String, SuccessRate> levels = new LinkedHashMap<>();
    levels.put("Zero-shot, goal masked", new SuccessRate(2, 50));
    levels.put("Zero-shot, goal visible", new SuccessRate(11, 50));

    byte[] png =
        SuccessCurvePlot.draw(
            "door-lock-v3, seed 0",
            "Houlsby 16",
            List.of(
                new SuccessCurvePlot.Point(5, new SuccessRate(12, 50)),
                new SuccessCurvePlot.Point(10, new SuccessRate(31, 50)),
                new SuccessCurvePlot.Point(15, new SuccessRate(47, 50)),
                new SuccessCurvePlot.Point(20, new SuccessRate(50, 50))),
            levels);

    assertThat(colors(png, "success-curve.png")).containsAll(Plots.COLORS.subList(0, 3));
  }

  @Test
  void drawsASingleEvaluationWithItsInterval() throws IOException {
    byte[] png =
        SuccessCurvePlot.draw(
            "door-lock-v3, seed 0",
            "Houlsby 16",
            List.of(new SuccessCurvePlot.Point(20, new SuccessRate(15, 20))),
            Map.of("Zero-shot, goal masked", new SuccessRate(0, 20)));

    assertThat(colors(png, "success-point.png")).contains(Plots.COLORS.getFirst());
  }

  @Test
  void drawsARowForEachTask() throws IOException {
    Map<String, List<SuccessRate>> policies = new LinkedHashMap<>();
    policies.put("Zero-shot, goal masked", List.of(new SuccessRate(0, 50), new SuccessRate(3, 50)));
    policies.put(
        "Zero-shot, goal visible", List.of(new SuccessRate(0, 50), new SuccessRate(9, 50)));
    policies.put("Houlsby 16", List.of(new SuccessRate(41, 50), new SuccessRate(50, 50)));

    byte[] png =
        TaskComparisonPlot.draw(
            "quickstart – success on unseen goals",
            List.of("door-lock-v3", "door-unlock-v3"),
            policies);

    assertThat(colors(png, "task-comparison.png")).containsAll(Plots.COLORS.subList(0, 3));
  }

  @Test
  void drawsManyTasks() throws IOException {
    List<String> tasks =
        IntStream.range(0, 9).mapToObj(i -> "button-press-topdown-wall-v" + i).toList();
    List<SuccessRate> rates =
        IntStream.range(0, 9).mapToObj(i -> new SuccessRate(5 * i, 50)).toList();

    byte[] png = TaskComparisonPlot.draw("many", tasks, Map.of("Houlsby 16", rates));

    assertThat(colors(png, "task-comparison-many.png")).contains(Plots.COLORS.getFirst());
  }

  @Test
  void refusesACurveWithoutPoints() {
    assertThatThrownBy(() -> LearningCurvePlot.draw("t", "loss", List.of()))
        .hasMessageContaining("at least one epoch");
  }

  private static Set<Color> colors(byte[] png, String name) throws IOException {
    Path folder = Files.createDirectories(Path.of("target/plots"));
    Files.write(folder.resolve(name), png);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Color> colors = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colors.add(new Color(image.getRGB(x, y)));
      }
    }
    return colors;
  }
}
