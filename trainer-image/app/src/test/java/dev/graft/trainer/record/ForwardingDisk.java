package dev.graft.trainer.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The machine's disk, for tests that change what some operations do. */
class ForwardingDisk implements Disk {
  @Override
  public void append(FileChannel file, ByteBuffer bytes) throws IOException {
    REAL.append(file, bytes);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    REAL.force(file);
  }

  @Override
  public void truncate(FileChannel file, long size) throws IOException {
    REAL.truncate(file, size);
  }

  @Override
  public void replace(Path file, byte[] content) throws IOException {
    REAL.replace(file, content);
  }

  @Override
  public void keep(Path source, Path target) throws IOException {
    REAL.keep(source, target);
  }

  @Override
  public void delete(Path file) throws IOException {
    REAL.delete(file);
  }
}
