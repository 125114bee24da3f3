package dev.graft.trainer.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.trainer.record.Entry.Params;
import dev.graft.trainer.record.Entry.Tags;
import dev.graft.trainer.record.Journal.Located;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final Entry FIRST = new Params(Map.of("seed", "1"));
  private static final Entry SECOND = new Tags(Map.of("note", "größer"));
  private static final Entry THIRD = new Params(Map.of("task", "reach-v3"));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("journal");
  }

  @Test
  void holdsWhatEarlierProcessesWrote() throws IOException {
    write(FIRST, SECOND);
    write(THIRD);

    assertThat(entries()).containsExactly(FIRST, SECOND, THIRD);
  }

  @Test
  void dropsALastEntryThatWasCutShortAtAnyByteAndGoesOn() throws IOException {
    write(FIRST);
    int whole = (int) Files.size(file);
    write(SECOND);
    byte[] both = Files.readAllBytes(file);

    for (int length = whole; length < both.length; length++) {
      Files.write(file, Arrays.copyOf(both, length));
      write(THIRD);

      assertThat(entries()).as("cut at byte %d", length).containsExactly(FIRST, THIRD);
    }
  }

  @Test
  void endsBeforeADamagedEntry() throws IOException {
    write(FIRST, SECOND, THIRD);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);

    assertThat(entries()).containsExactly(FIRST);
  }

  @Test
  void readsFromAPlaceOnAndNoMoreThanAskedFor() throws IOException {
    write(FIRST, SECOND, THIRD);

    try (Journal journal = Journal.open(file, Disk.REAL)) {
      long second = journal.read(0, 1).getFirst().end();

      assertThat(journal.read(second, 1)).extracting(Located::entry).containsExactly(SECOND);
      assertThat(journal.read(journal.end(), 9)).isEmpty();
    }
  }

  @Test
  void keepsNoPartOfAnEntryThatTheFullDiskDidNotTake() throws IOException {
    FullDisk disk = new FullDisk();
    try (Journal journal = Journal.open(file, disk)) {
      journal.append(FIRST);
      disk.bytesLeft = 5;
      assertThatThrownBy(() -> journal.append(SECOND)).hasMessage("No space left on device");
      disk.bytesLeft = Integer.MAX_VALUE;
      journal.append(THIRD);
    }

    assertThat(entries()).containsExactly(FIRST, THIRD);
  }

  private void write(Entry... entries) throws IOException {
    try (Journal journal = Journal.open(file, Disk.REAL)) {
      for (Entry entry : entries) {
        journal.append(entry);
      }
    }
  }

  private List<Entry> entries() throws IOException {
    try (Journal journal = Journal.open(file, Disk.REAL)) {
      return journal.read(0, Integer.MAX_VALUE).stream().map(Located::entry).toList();
    }
  }

  /** Takes so many more bytes. */
  private static final class FullDisk extends ForwardingDisk {
    private int bytesLeft = Integer.MAX_VALUE;

    @Override
    public void append(FileChannel channel, ByteBuffer bytes) throws IOException {
      int taken = Math.min(bytesLeft, bytes.remaining());
      boolean all = taken == bytes.remaining();
      bytesLeft -= taken;
      super.append(channel, bytes.slice(bytes.position(), taken));
      if (!all) {
        throw new IOException("No space left on device");
      }
    }
  }
}
