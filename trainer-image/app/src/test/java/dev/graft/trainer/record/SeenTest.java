package dev.graft.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.mlflow.RunStatus;
import dev.graft.trainer.record.Entry.Attachment;
import dev.graft.trainer.record.Entry.Metrics;
import dev.graft.trainer.record.Entry.Params;
import dev.graft.trainer.record.Entry.Point;
import dev.graft.trainer.record.Entry.Status;
import dev.graft.trainer.record.Entry.Tags;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeenTest {
  private final Seen seen = new Seen();

  @Test
  void knowsAPointByItsMetricAndStepWhateverItsValueAndTime() {
    seen.add(new Metrics(List.of(new Point("loss", .5, 1, 10))));

    assertThat(
            seen.news(
                new Metrics(
                    List.of(
                        new Point("loss", .6, 1, 20),
                        new Point("rate", .5, 1, 20),
                        new Point("loss", .4, 2, 20)))))
        .contains(new Metrics(List.of(new Point("rate", .5, 1, 20), new Point("loss", .4, 2, 20))));
  }

  @Test
  void keepsAParametersFirstValueAndATagsLast() {
    seen.add(new Params(Map.of("seed", "1")));
    seen.add(new Tags(Map.of("note", "first")));
    seen.add(new Tags(Map.of("note", "second")));

    assertThat(seen.news(new Params(Map.of("seed", "2")))).isEmpty();
    assertThat(seen.news(new Tags(Map.of("note", "second")))).isEmpty();
    assertThat(seen.news(new Tags(Map.of("note", "first")))).isPresent();
  }

  @Test
  void takesAFileAgainWhenItsContentIsAnother() {
    seen.add(new Attachment("plot.png", "aa"));

    assertThat(seen.news(new Attachment("plot.png", "aa"))).isEmpty();
    assertThat(seen.news(new Attachment("plot.png", "bb"))).isPresent();
  }

  @Test
  void remembersHowFarTheRunIs() {
    seen.add(new Status(RunStatus.Failed, 1));
    seen.add(new Status(RunStatus.Running, 2));

    assertThat(seen.status()).contains(RunStatus.Running);
    assertThat(seen.news(new Status(RunStatus.Running, 3))).isEmpty();
    assertThat(seen.news(new Status(RunStatus.Finished, 3))).isPresent();
  }
}
