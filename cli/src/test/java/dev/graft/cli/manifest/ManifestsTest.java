package dev.graft.cli.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestsTest {
  @TempDir Path folder;

  @Test
  void aFolderStandsForTheManifestsInIt() throws IOException {
    Path second = Files.writeString(folder.resolve("b.yaml"), "");
    Path first = Files.writeString(folder.resolve("a.yml"), "");
    Files.writeString(folder.resolve("README.md"), "");
    Files.writeString(Files.createDirectory(folder.resolve("deeper")).resolve("c.yaml"), "");
    Path alone = folder.resolve("README.md");

    assertThat(Manifests.files(List.of(alone, folder))).containsExactly(alone, first, second);
  }

  @Test
  void aFolderWithoutManifestsIsRefused() {
    assertThatThrownBy(() -> Manifests.files(List.of(folder)))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(folder + ": holds no .yaml, .yml or .json file; give a folder of manifests");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path absent = folder.resolve("absent.yaml");

    assertThatThrownBy(() -> new Manifests().read(List.of(absent), List.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(absent + ": there is no such file; give the path of a manifest");
  }
}
