package dev.graft.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindJdkIT {
  @TempDir private Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(folder);
  }

  @Test
  void findsTheJdk25BesideTheOlderOneOnThePath() throws Exception {
    Path old = sandbox.jdk("a-17", "17.0.15");
    Files.createSymbolicLink(folder.resolve("bin/java"), old.resolve("bin/java"));
    Path wanted = sandbox.jdk("b-25", "25.0.3");

    assertThat(found()).isEqualTo(wanted.toString());
  }

  @Test
  void theJdkOnThePathComesBeforeTheUsualFolders() throws Exception {
    sandbox.jdk("a-25", "25");
    Path onPath = sandbox.jdk("z-25", "25.0.1");
    Files.createSymbolicLink(folder.resolve("bin/javac"), onPath.resolve("bin/javac"));

    assertThat(found()).isEqualTo(onPath.toString());
  }

  @Test
  void javaHomeComesFirstIfItIsNewEnough() throws Exception {
    sandbox.jdk("a-25", "25");
    Path home = sandbox.jdk("own", "25-ea");
    sandbox.environment.put("JAVA_HOME", home.toString());
    assertThat(found()).isEqualTo(home.toString());

    sandbox.environment.put("JAVA_HOME", sandbox.jdk("old", "21.0.2").toString());
    assertThat(found()).endsWith("a-25");
  }

  @Test
  void version25IsPreferredToANewerOneWhichWillDo() throws Exception {
    Path newer = sandbox.jdk("a-26", "26.0.1");
    assertThat(found()).isEqualTo(newer.toString());

    Path wanted = sandbox.jdk("b-25", "25");
    assertThat(found()).isEqualTo(wanted.toString());
  }

  @Test
  void aRuntimeWithoutACompilerDoesNotCount() throws Exception {
    sandbox.jre("jre-25", "25");

    assertThat(find().status()).isEqualTo(2);
  }

  @Test
  void withoutAnyTheMessageNamesThePackage() throws Exception {
    sandbox.jdk("17", "17.0.15");

    Outcome outcome = find();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("no JDK 25 or newer")
        .contains("openjdk-25-jdk")
        .contains("GRAFT_JAVA_HOME");
  }

  @Test
  void aWrongGraftJavaHomeIsRefusedNotPassedOver() throws Exception {
    sandbox.jdk("25", "25");
    sandbox.environment.put("GRAFT_JAVA_HOME", sandbox.jdk("17", "17.0.15").toString());

    Outcome outcome = find();

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("GRAFT_JAVA_HOME").contains("JDK 17");
  }

  private Outcome find() throws Exception {
    return sandbox.run("cli/launcher/find-jdk");
  }

  private String found() throws Exception {
    return find().out().strip();
  }
}
