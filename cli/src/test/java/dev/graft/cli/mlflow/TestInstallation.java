package dev.graft.cli.mlflow;

import dev.graft.cli.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** An installation of its own for a test. */
public final class TestInstallation {
  private TestInstallation() {}

  /** In {@code folder}; the Python environments, which take long to make, are the person's. */
  public static Installation in(Path folder) throws IOException {
    Path project = Path.of("..").toRealPath();
    Path launcher = Files.createDirectories(folder.resolve("root/cli/launcher"));
    Files.copy(
        project.resolve("cli/launcher/python/mlflow.txt"),
        Files.createDirectories(launcher.resolve("python")).resolve("mlflow.txt"));
    Path shared = Installation.of(System.getenv()).cache();
    executable(
        launcher.resolve("python-environment"),
        "GRAFT_CACHE='%s' exec '%s/cli/launcher/python-environment' \"$@\""
            .formatted(shared, project));
    return new Installation(
        folder.resolve("root"), Files.createDirectories(folder.resolve("cache")));
  }

  /** Lets it use the libraries that DJL has unpacked before, which takes long. */
  public static void shareUnpackedLibraries(Installation installation) throws IOException {
    Path shared = Installation.of(System.getenv()).cache().resolve("djl").toAbsolutePath();
    if (!Files.isDirectory(shared)) {
      Files.createDirectories(shared);
    }
    Files.createSymbolicLink(installation.cache().resolve("djl"), shared);
  }

  /** Writes a shell script. */
  static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
