package dev.graft.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.ExitCode;
import dev.graft.cli.Installation;
import dev.graft.cli.doctor.Finding.Verdict;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final Installation INSTALLATION =
      new Installation(Path.of("/graft"), Path.of("/cache"));

  @Test
  void aMachineWithEverythingIsInOrder() {
    FakeMachine machine = new FakeMachine();

    assertThat(findings(machine)).extracting(Finding::verdict).containsOnly(Verdict.Ok);
    assertThat(DoctorCommand.exitCode(findings(machine))).isEqualTo(ExitCode.Done);
  }

  @Test
  void whatGraftNeedsIsMissingWithThePackageToInstall() {
    FakeMachine machine = new FakeMachine();
    machine.programs.remove("mvn");
    machine.programs.remove("g++");
    machine.programs.remove("/graft/cli/launcher/find-python");

    assertThat(missing(machine))
        .extracting(Finding::name)
        .containsExactly("Maven", "C++ compiler", "Python");
    assertThat(missing(machine))
        .extracting(Finding::remedy)
        .allMatch(remedy -> remedy.contains("Debian: "));
    assertThat(DoctorCommand.exitCode(findings(machine))).isEqualTo(ExitCode.Usage);
  }

  @Test
  void whatGraftCanDoWithoutIsOptional() {
    FakeMachine machine = new FakeMachine();
    machine.programs.remove("nvidia-smi");
    machine.programs.remove("kubectl");
    machine.programs.put("/sbin/ldconfig", "libc.so.6");

    assertThat(missing(machine)).isEmpty();
    assertThat(findings(machine))
        .filteredOn(finding -> finding.verdict() == Verdict.Optional)
        .extracting(Finding::name)
        .containsExactly("GL", "GPU", "cluster");
  }

  @Test
  void eglWithoutADriverDoesNotCount() {
    FakeMachine machine = new FakeMachine();
    machine.programs.put("/sbin/ldconfig", "libEGL.so.1 => /lib/libEGL.so.1");

    assertThat(finding(machine, "GL").remedy()).contains("libegl-mesa0");
  }

  @Test
  void osMesaAloneIsEnough() {
    FakeMachine machine = new FakeMachine();
    machine.programs.put("/sbin/ldconfig", "libOSMesa.so.8 => /lib/libOSMesa.so.8");

    assertThat(finding(machine, "GL").found()).isEqualTo("OSMesa");
  }

  @Test
  void aFullDiskAndAnUnwritableCacheNameGraftCache() {
    FakeMachine machine = new FakeMachine();
    machine.disk = Optional.of(1L << 30);
    assertThat(finding(machine, "cache").remedy()).contains("free 6.0 GiB").contains("GRAFT_CACHE");

    machine.disk = Optional.empty();
    assertThat(finding(machine, "cache").found()).contains("/cache cannot be written");
  }

  @Test
  void anotherPlatformIsRefused() {
    FakeMachine machine = new FakeMachine();
    machine.properties.put("os.arch", "aarch64");

    assertThat(finding(machine, "platform").verdict()).isEqualTo(Verdict.Missing);
  }

  @Test
  void theTablePutsEachRemedyBelowItsFinding() {
    assertThat(
            DoctorCommand.table(
                List.of(
                    Finding.ok("Maven", "3.8.7"), Finding.missing("Python", "none", "install it"))))
        .isEqualTo(
            """
            ok        Maven         3.8.7
            MISSING   Python        none
                                    remedy: install it""");
  }

  private static List<Finding> findings(FakeMachine machine) {
    return new Checks(machine, INSTALLATION).findings();
  }

  private static List<Finding> missing(FakeMachine machine) {
    return findings(machine).stream().filter(f -> f.verdict() == Verdict.Missing).toList();
  }

  private static Finding finding(FakeMachine machine, String name) {
    return findings(machine).stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static final class FakeMachine implements Machine {
    final Map<String, String> programs =
        new HashMap<>(
            Map.of(
                "mvn", "Apache Maven 3.8.7",
                "g++", "g++ 12.2.0",
                "/graft/cli/launcher/find-python", "/usr/bin/python3",
                "/usr/bin/python3", "Python 3.11.2",
                "/sbin/ldconfig", "libEGL.so.1 libEGL_mesa.so.0",
                "nvidia-smi", "NVIDIA H200, 143771 MiB",
                "kubectl", "kind"));
    final Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "os.name", "Linux", "os.arch", "amd64", "java.version", "25", "java.home", "/jdk"));
    Optional<Long> disk = Optional.of(100L << 30);

    @Override
    public Optional<String> run(List<String> command) {
      return Optional.ofNullable(programs.get(command.getFirst()));
    }

    @Override
    public String property(String name) {
      return properties.getOrDefault(name, "");
    }

    @Override
    public Optional<Long> writableBytes(Path path) {
      return disk;
    }

    @Override
    public Optional<Long> availableMemoryBytes() {
      return Optional.of(8L << 30);
    }

    @Override
    public int cores() {
      return 2;
    }
  }
}
