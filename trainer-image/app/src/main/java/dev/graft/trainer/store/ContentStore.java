package dev.graft.trainer.store;

import dev.graft.learning.tensor.JsonFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of entries, {@code <kind>/<digest>/}, shared by all trainers of a machine or a volume.
 *
 * <p>An entry is made in a folder beside its place, with the checksums of its files, and renamed:
 * it is whole or absent, whatever ends the process or fills the disk. One that fails its checksums
 * is removed. Of several processes that want the same entry one makes it and the others wait.
 * Thread-safe.
 */
public final class ContentStore {
  private static final Logger log = LoggerFactory.getLogger(ContentStore.class);
  private static final String CHECKSUMS = "checksums.json";

  /** A file lock holds between processes; this one holds between the threads of this process. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path root;

  /** A store in {@code root}, which is made when something is stored. */
  public ContentStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** Makes the files of an entry. */
  @FunctionalInterface
  public interface Maker {
    /** Writes all files into {@code folder}, which is empty. */
    void make(Path folder) throws IOException;
  }

  /**
   * The folder of a whole entry.
   *
   * @throws IOException when the store cannot be read
   */
  public Optional<Path> find(Kind kind, String digest) throws IOException {
    Path entry = place(kind, digest);
    if (!Files.isDirectory(entry)) {
      return Optional.empty();
    }
    if (whole(entry)) {
      return Optional.of(entry);
    }
    log.warn("{} is damaged: it is removed and made again", entry);
    Folders.delete(entry);
    return Optional.empty();
  }

  /**
   * The folder of an entry, made when there is none.
   *
   * @throws IOException when the entry cannot be written, such as on a full disk; nothing is left
   */
  public Path obtain(Kind kind, String digest, Maker maker) throws IOException {
    Optional<Path> there = find(kind, digest);
    if (there.isPresent()) {
      return there.get();
    }
    Path entry = place(kind, digest);
    Files.createDirectories(entry.resolveSibling(""));
    THREADS.lock();
    try (FileChannel file =
            FileChannel.open(
                entry.resolveSibling("." + digest + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      log.debug("holding {}", lock);
      Optional<Path> meanwhile = find(kind, digest);
      return meanwhile.isPresent() ? meanwhile.get() : make(entry, maker);
    } finally {
      THREADS.unlock();
    }
  }

  /**
   * Takes an entry over from another store, where this one lacks it and that one has it.
   *
   * @throws IOException when it cannot be read or written; nothing is left
   */
  public void copy(Kind kind, String digest, ContentStore other) throws IOException {
    Optional<Path> source = other.root.equals(root) ? Optional.empty() : other.find(kind, digest);
    if (source.isPresent()) {
      obtain(kind, digest, folder -> copyFiles(source.get(), folder));
    }
  }

  private static void copyFiles(Path source, Path target) throws IOException {
    for (Path file : files(source)) {
      Path copy = target.resolve(source.relativize(file));
      if (!copy.equals(target.resolve(CHECKSUMS))) {
        Files.createDirectories(copy.resolveSibling(""));
        Files.copy(file, copy);
      }
    }
  }

  private Path make(Path entry, Maker maker) throws IOException {
    Path partial =
        Files.createTempDirectory(entry.resolveSibling(""), "." + entry.getFileName() + ".partial");
    try {
      maker.make(partial);
      JsonFile.write(partial.resolve(CHECKSUMS), new Checksums(sha256s(partial)));
      return Files.move(partial, entry, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (Files.exists(partial)) {
        Folders.delete(partial);
      }
    }
  }

  private Path place(Kind kind, String digest) {
    if (!digest.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,127}")) {
      throw new IllegalArgumentException(
          "digest '%s': must be letters, digits, - and _".formatted(digest));
    }
    return root.resolve(kind.folder()).resolve(digest);
  }

  private record Checksums(Map<String, String> sha256) {}

  private static boolean whole(Path entry) throws IOException {
    Path checksums = entry.resolve(CHECKSUMS);
    return Files.exists(checksums)
        && JsonFile.read(checksums, Checksums.class).sha256().equals(sha256s(entry));
  }

  private static Map<String, String> sha256s(Path entry) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (Path file : files(entry)) {
      String name = entry.relativize(file).toString();
      if (!name.equals(CHECKSUMS)) {
        sums.put(name, sha256(file));
      }
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream input =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(input.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
