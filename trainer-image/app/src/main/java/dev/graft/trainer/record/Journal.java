package dev.graft.trainer.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of entries that only grows.
 *
 * <pre>
 * file  = frame*
 * frame = length (4 bytes) , CRC-32C of the payload (4 bytes) , payload (an {@link Entry} as JSON)
 * </pre>
 *
 * <p>A frame that a killed process, a full disk or the machine's end has cut short is removed when
 * the file is opened or written to next. Thread-safe.
 */
final class Journal implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Journal.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(Entry.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Entry.class);

  private static final int HEADER_BYTES = 2 * Integer.BYTES;

  /** Longer ones are no frames but damage. */
  private static final int LONGEST_BYTES = 1 << 26;

  private final Path file;
  private final Disk disk;
  private final FileChannel channel;
  private long end;

  private Journal(Path file, Disk disk, FileChannel channel) {
    this.file = file;
    this.disk = disk;
    this.channel = channel;
  }

  /** An entry, and the file's length up to its end. */
  record Located(Entry entry, long end) {}

  /** Opens a file, which is made when there is none. One process at a time. */
  static Journal open(Path file, Disk disk) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Journal journal = new Journal(file, disk, channel);
    try {
      journal.findEnd();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return journal;
  }

  private void findEnd() throws IOException {
    for (Optional<Located> next = at(0); next.isPresent(); next = at(end)) {
      end = next.get().end();
    }
    if (channel.size() > end) {
      log.warn("{}: its last {} bytes are no whole record", file, channel.size() - end);
      disk.truncate(channel, end);
    }
  }

  /** The length of its whole entries. */
  synchronized long end() {
    return end;
  }

  /**
   * Adds an entry, which survives the process's end, and after {@link #force} the machine's.
   *
   * @throws IOException when there is no room for it; the file is as it was then
   */
  synchronized void append(Entry entry) throws IOException {
    if (channel.size() > end) {
      disk.truncate(channel, end);
    }
    byte[] payload = WRITER.writeValueAsBytes(entry);
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    frame.putInt(payload.length).putInt(checksum(payload)).put(payload).flip();
    disk.append(channel, frame);
    end += HEADER_BYTES + payload.length;
  }

  /** Returns when all entries survive the machine's end. */
  void force() throws IOException {
    disk.force(channel);
  }

  /**
   * Entries from a place on.
   *
   * @param from end of the entry before, or 0
   * @param limit of their number
   */
  synchronized List<Located> read(long from, int limit) throws IOException {
    List<Located> entries = new ArrayList<>();
    for (long place = from; place < end && entries.size() < limit; ) {
      Located next = at(place).orElseThrow(() -> new IOException(file + " changed on the disk"));
      entries.add(next);
      place = next.end();
    }
    return entries;
  }

  private Optional<Located> at(long place) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    if (!fill(header, place)) {
      return Optional.empty();
    }
    int length = header.getInt();
    int checksum = header.getInt();
    if (length <= 0 || length > LONGEST_BYTES || place + HEADER_BYTES + length > channel.size()) {
      return Optional.empty();
    }
    ByteBuffer payload = ByteBuffer.allocate(length);
    if (!fill(payload, place + HEADER_BYTES) || checksum(payload.array()) != checksum) {
      return Optional.empty();
    }
    return Optional.of(new Located(parse(payload.array()), place + HEADER_BYTES + length));
  }

  private Entry parse(byte[] payload) throws IOException {
    try {
      return READER.readValue(payload);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is of another version: " + e.getOriginalMessage(), e);
    }
  }

  private boolean fill(ByteBuffer buffer, long place) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, place + buffer.position()) < 0) {
        return false;
      }
    }
    buffer.flip();
    return true;
  }

  private static int checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
