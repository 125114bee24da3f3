package dev.graft.cli.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A machine for the launcher: a copy of its scripts over a small source tree, and a PATH that holds
 * the usual Unix tools and only those programs that a test puts there.
 */
final class Sandbox {
  private static final List<String> UNIX_TOOLS =
      List.of(
          "bash",
          "cat",
          "chmod",
          "cut",
          "date",
          "dirname",
          "env",
          "find",
          "flock",
          "grep",
          "head",
          "ls",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sh",
          "sha256sum",
          "sort",
          "stty",
          "tail",
          "touch",
          "uname");

  final Path folder;
  final Path root;
  final Path jdks;
  final Map<String, String> environment = new HashMap<>();

  Sandbox(Path folder) throws IOException {
    this.folder = folder;
    this.root = Files.createDirectories(folder.resolve("root"));
    this.jdks = Files.createDirectories(folder.resolve("jdks"));
    Files.createDirectories(folder.resolve("bin"));
    copyLauncher();
    for (String tool : UNIX_TOOLS) {
      install(tool, "exec " + onRealPath(tool) + " \"$@\"");
    }
    environment.put("PATH", folder.resolve("bin").toString());
    environment.put("HOME", folder.toString());
    environment.put("GRAFT_CACHE", folder.resolve("cache").toString());
    environment.put("GRAFT_JDK_FOLDERS", jdks.toString());
  }

  /** What a process wrote and how it ended. */
  record Outcome(int status, String out, String err) {}

  /** A Maven that counts its calls in {@code builds} and makes the jars it is asked for. */
  void installTools() throws IOException {
    install("g++", "exit 0");
    install("python3", "exit 0");
    install(
        "mvn",
        """
        echo "$JAVA_HOME $*" >>%s/builds
        for argument; do
          case $argument in -Dgraft.app=*) mkdir -p "${argument#*=}" ;; esac
        done"""
            .formatted(folder));
  }

  void install(String program, String script) throws IOException {
    executable(folder.resolve("bin").resolve(program), script);
  }

  void uninstall(String program) throws IOException {
    Files.delete(folder.resolve("bin").resolve(program));
  }

  /** A JDK whose {@code java} prints its home and its arguments, one a line. */
  Path jdk(String name, String version) throws IOException {
    Path home = jre(name, version);
    executable(home.resolve("bin/javac"), "exit 0");
    return home;
  }

  Path jre(String name, String version) throws IOException {
    Path home = jdks.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    executable(home.resolve("bin/java"), "printf '%s\\n' " + home + " \"$@\"");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  long builds() throws IOException {
    Path builds = folder.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  Process start(String script, String... arguments) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(root.resolve(script).toString()), Stream.of(arguments)).toList();
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Outcome run(String script, String... arguments) throws IOException, InterruptedException {
    return outcome(start(script, arguments));
  }

  static Outcome outcome(Process process) throws IOException, InterruptedException {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    String err = new String(process.getErrorStream().readAllBytes());
    return new Outcome(process.waitFor(), out, err);
  }

  private void copyLauncher() throws IOException {
    Path project = Path.of("..").toRealPath();
    for (String module :
        List.of("crds", "sim-image", "trainer-image", "operator/resources", ".mvn")) {
      Files.createDirectories(root.resolve(module));
    }
    Files.createDirectories(root.resolve("cli/launcher"));
    Files.createDirectories(root.resolve("crds/src/main"));
    Files.createDirectories(root.resolve("crds/src/test"));
    Files.writeString(root.resolve("crds/src/main/A.java"), "class A {}");
    Files.writeString(root.resolve("pom.xml"), "<project/>");
    Files.writeString(root.resolve("operator/pom.xml"), "<project/>");
    for (String script :
        List.of(
            "graft",
            "cli/launcher/find-jdk",
            "cli/launcher/find-python",
            "cli/launcher/build",
            "sim-image/wheels/fetch-wheel",
            "trainer-image/cuda/libraries",
            "trainer-image/cuda/wheels.txt")) {
      Files.createDirectories(root.resolve(script).resolveSibling(""));
      Files.copy(project.resolve(script), root.resolve(script));
    }
  }

  private static void executable(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  static Path onRealPath(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(tool + " is not on the PATH"));
  }
}
