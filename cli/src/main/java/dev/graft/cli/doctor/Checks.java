package dev.graft.cli.doctor;

import dev.graft.cli.Installation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** All checks, in the order a person reads them. */
final class Checks {
  /** The build, the Python environment and the jobs of an afternoon. */
  private static final long DISK_BYTES = 6L << 30;

  /** What a local run takes at most, the MLflow server included. */
  private static final long MEMORY_BYTES = 4L << 30;

  private static final String GPU_USE = " (local runs use it with GRAFT_DEVICE=cuda)";

  private final Machine machine;
  private final Installation installation;

  Checks(Machine machine, Installation installation) {
    this.machine = machine;
    this.installation = installation;
  }

  List<Finding> findings() {
    List<Supplier<Finding>> checks =
        List.of(
            this::platform,
            this::processor,
            this::memory,
            this::jdk,
            this::maven,
            this::compiler,
            this::python,
            this::cache,
            this::graphics,
            this::gpu,
            this::cluster);
    return checks.stream().map(Supplier::get).toList();
  }

  private Finding platform() {
    String platform = machine.property("os.name") + " " + machine.property("os.arch");
    return platform.equals("Linux amd64")
        ? Finding.ok("platform", platform)
        : Finding.missing("platform", platform, "use a machine with Linux on x86_64");
  }

  private Finding processor() {
    return machine.cores() >= 2
        ? Finding.ok("processor", machine.cores() + " cores")
        : Finding.optional("processor", "1 core", "give it two cores: runs take twice as long");
  }

  private Finding memory() {
    Optional<Long> bytes = machine.availableMemoryBytes();
    String found = bytes.map(Checks::gibibytes).orElse("an unknown amount") + " available";
    return bytes.orElse(0L) >= MEMORY_BYTES
        ? Finding.ok("memory", found)
        : Finding.optional(
            "memory", found, "have " + gibibytes(MEMORY_BYTES) + ", or trainer.runs.parallelism 1");
  }

  private Finding jdk() {
    return Finding.ok(
        "JDK", machine.property("java.version") + " in " + machine.property("java.home"));
  }

  private Finding maven() {
    return program("Maven", "maven", "mvn", "--version");
  }

  private Finding compiler() {
    return program("C++ compiler", "g++", "g++", "--version");
  }

  private Finding program(String name, String debianPackage, String... command) {
    return machine
        .run(List.of(command))
        .map(output -> Finding.ok(name, firstLine(output)))
        .orElseGet(
            () ->
                Finding.missing(
                    name,
                    command[0] + " does not run",
                    "install it (Debian: " + debianPackage + ")"));
  }

  private Finding python() {
    return machine
        .run(List.of(installation.launcher("find-python").toString()))
        .flatMap(python -> machine.run(List.of(python, "--version")).map(v -> v + ", " + python))
        .map(found -> Finding.ok("Python", found))
        .orElseGet(
            () ->
                Finding.missing(
                    "Python",
                    "none of version 3.10 or newer with venv and pip",
                    "install it (Debian: python3 and python3-venv), or set GRAFT_PYTHON"));
  }

  private Finding cache() {
    Optional<Long> bytes = machine.writableBytes(installation.cache());
    if (bytes.isEmpty()) {
      return Finding.missing(
          "cache",
          installation.cache() + " cannot be written",
          "set GRAFT_CACHE to a folder that can be written");
    }
    String found = installation.cache() + ", " + gibibytes(bytes.get()) + " free";
    return bytes.get() >= DISK_BYTES
        ? Finding.ok("cache", found)
        : Finding.missing(
            "cache",
            found,
            "free " + gibibytes(DISK_BYTES) + ", or set GRAFT_CACHE to a folder on another disk");
  }

  private Finding graphics() {
    String libraries = machine.run(List.of("/sbin/ldconfig", "-p")).orElse("");
    boolean driver = libraries.contains("libEGL_mesa.so") || libraries.contains("libEGL_nvidia.so");
    if (libraries.contains("libEGL.so.1") && driver) {
      return Finding.ok("GL", "EGL");
    }
    if (libraries.contains("libOSMesa.so")) {
      return Finding.ok("GL", "OSMesa");
    }
    return Finding.optional(
        "GL",
        "neither EGL nor OSMesa: pictures and videos are skipped",
        "install it (Debian: libegl1, libegl-mesa0 and libgl1-mesa-dri, or libosmesa6)");
  }

  private Finding gpu() {
    return machine
        .run(List.of("nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"))
        .map(output -> Finding.ok("GPU", output.replace("\n", "; ") + GPU_USE))
        .orElseGet(() -> Finding.optional("GPU", "none: training runs on the CPU", ""));
  }

  private Finding cluster() {
    Optional<String> context = machine.run(List.of("kubectl", "config", "current-context"));
    if (context.isEmpty()) {
      return Finding.optional(
          "cluster",
          "no kubectl with a current context: jobs run locally only",
          "install kubectl and choose a cluster with: kubectl config use-context NAME");
    }
    String name = firstLine(context.get());
    return machine
        .run(List.of("kubectl", "get", "--raw", "/readyz", "--request-timeout=3s"))
        .map(answer -> Finding.ok("cluster", name + " answers"))
        .orElseGet(
            () ->
                Finding.optional(
                    "cluster", name + " does not answer", "look at: kubectl cluster-info"));
  }

  private static String firstLine(String output) {
    // Maven colours its first line.
    return output.lines().findFirst().orElse("").replaceAll("\u001b\\[[0-9;]*m", "");
  }

  private static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
