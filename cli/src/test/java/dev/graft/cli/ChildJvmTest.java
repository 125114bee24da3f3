package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChildJvmTest {
  @Test
  void processesOfAKindShareAnArchiveOfTheirClasses() {
    assertThat(ChildJvm.archived("run", "/apps/one"))
        .contains("-XX:+AutoCreateSharedArchive", "-XX:SharedArchiveFile=/apps/one/run.jsa");
    assertThat(ChildJvm.archived("simulator", "/apps/one"))
        .contains("-XX:SharedArchiveFile=/apps/one/simulator.jsa");
  }

  @Test
  void nothingIsArchivedWhereTheLauncherNamesNoFolder() {
    assertThat(ChildJvm.archived("run", null)).isEmpty();
    assertThat(ChildJvm.command("run", ChildJvmTest.class, 9, List.of("argument")))
        .noneMatch(option -> option.contains("Archive"))
        .endsWith(ChildJvmTest.class.getName(), "argument");
  }
}
