package dev.graft.trainer.record;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that wait to be delivered, each under the digest of its content, so that a record may
 * name one that is replaced or removed elsewhere.
 */
record Attachments(Path folder, Disk disk) {

  /** Keeps a file; returns the SHA-256 of its content. */
  String keep(Path source) throws IOException {
    String sha256 = sha256(source);
    Path target = of(sha256);
    if (!Files.exists(target)) {
      Files.createDirectories(folder);
      disk.keep(source, target);
    }
    return sha256;
  }

  /** The file of a digest. */
  Path of(String sha256) {
    return folder.resolve(sha256);
  }

  /** Removes all. */
  void clear() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        disk.delete(file);
      }
    }
    disk.delete(folder);
  }

  /** The files of {@code source}: itself, or those of the folder and the folders below. */
  static List<Path> filesOf(Path source) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String sha256(Path file) throws IOException {
    try (DigestInputStream input =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      input.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(input.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
