package dev.graft.trainer.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** At one of its operations, the process ends: no later one happens. */
final class FatalDisk extends ForwardingDisk {
  private final int fatal;
  private final Death death;
  private int operations;
  private long forced;

  /** How the process ends. */
  enum Death {
    /** In the middle of the operation, where it has one, else before it. */
    CutShort,
    /** With the machine: what was not forced to the disk is lost. */
    PowerLost
  }

  /** Stands for the process's end. */
  static final class Dead extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** Ends at the operation of that number, from 0. */
  FatalDisk(int fatal, Death death) {
    this.fatal = fatal;
    this.death = death;
  }

  @Override
  public void append(FileChannel file, ByteBuffer bytes) throws IOException {
    if (operations == fatal && death == Death.CutShort) {
      super.append(file, bytes.slice(bytes.position(), bytes.remaining() / 2));
    }
    count(file);
    super.append(file, bytes);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    count(file);
    super.force(file);
    forced = file.size();
  }

  @Override
  public void truncate(FileChannel file, long size) throws IOException {
    count(file);
    super.truncate(file, size);
    forced = size;
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    count();
    super.replace(file, content);
  }

  @Override
  public void keep(Path source, Path target) throws IOException {
    count();
    super.keep(source, target);
  }

  @Override
  public void delete(Path file) throws IOException {
    count();
    super.delete(file);
  }

  private void count(FileChannel journal) throws IOException {
    if (operations == fatal && death == Death.PowerLost) {
      super.truncate(journal, Math.min(forced, journal.size()));
    }
    count();
  }

  private void count() {
    if (operations >= fatal) {
      throw new Dead();
    }
    operations++;
  }
}
