package dev.graft.trainer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  @TempDir Path root;
  private ContentStore store;
  private final AtomicInteger made = new AtomicInteger();

  @BeforeEach
  void open() {
    store = new ContentStore(root);
  }

  @Test
  void makesAnEntryOnceAndFindsItAgain() throws IOException {
    Path first = store.obtain(Kind.Dataset, "abc", this::make);
    Path second = store.obtain(Kind.Dataset, "abc", this::make);

    assertThat(second).isEqualTo(first).isEqualTo(root.resolve("datasets/abc"));
    assertThat(first.resolve("data.txt")).hasContent("made 1");
    assertThat(made).hasValue(1);
  }

  @Test
  void takesAnEntryOverFromAnotherStore() throws IOException {
    ContentStore other = new ContentStore(root.resolve("other"));
    other.obtain(Kind.Backbone, "abc", this::make);

    store.copy(Kind.Backbone, "abc", other);
    store.copy(Kind.Backbone, "absent", other);

    assertThat(store.find(Kind.Backbone, "abc").orElseThrow().resolve("data.txt"))
        .hasContent("made 1");
    assertThat(store.find(Kind.Backbone, "absent")).isEmpty();
  }

  @Test
  void keepsKindsApart() throws IOException {
    store.obtain(Kind.Dataset, "abc", this::make);

    assertThat(store.find(Kind.Backbone, "abc")).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenTheDiskIsFull() {
    assertThatThrownBy(
            () ->
                store.obtain(
                    Kind.Backbone,
                    "abc",
                    folder -> {
                      make(folder);
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");

    assertThat(visibleOrPartial("backbones")).isEmpty();
  }

  @Test
  void makesADamagedEntryAgain() throws IOException {
    Path entry = store.obtain(Kind.Dataset, "abc", this::make);
    Files.writeString(entry.resolve("data.txt"), "made");

    assertThat(store.find(Kind.Dataset, "abc")).isEmpty();
    store.obtain(Kind.Dataset, "abc", this::make);

    assertThat(entry.resolve("data.txt")).hasContent("made 2");
  }

  @Test
  void doesNotTakeAFolderWithoutChecksumsForWhole() throws IOException {
    Files.writeString(
        Files.createDirectories(root.resolve("datasets/abc")).resolve("data.txt"), "half");

    assertThat(store.find(Kind.Dataset, "abc")).isEmpty();
  }

  @Test
  void makesAnEntryOnceForManyThreads() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Path> caller = () -> store.obtain(Kind.Dataset, "abc", this::make);
      threads.invokeAll(List.of(caller, caller, caller, caller));
    }

    assertThat(made).hasValue(1);
  }

  @Test
  void refusesADigestThatIsAPath() {
    assertThatThrownBy(() -> store.find(Kind.Dataset, "../abc")).hasMessageContaining("../abc");
  }

  private void make(Path folder) throws IOException {
    Files.writeString(folder.resolve("data.txt"), "made " + made.incrementAndGet());
  }

  private List<Path> visibleOrPartial(String kind) {
    try (Stream<Path> paths = Files.list(root.resolve(kind))) {
      return paths.filter(path -> !path.toString().endsWith(".lock")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
