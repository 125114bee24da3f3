package dev.graft.cli.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportFolderTest {
  @TempDir private Path parent;

  @Test
  void putsWhatWasWrittenInItsPlace() throws IOException {
    Path place = Files.createDirectories(parent.resolve("new"));

    String said =
        ExportFolder.at(place)
            .write(folder -> Files.writeString(folder.resolve("file"), "text").toString());

    assertThat(said).doesNotStartWith(place.toString());
    assertThat(place.resolve("file")).hasContent("text");
    assertThat(parent.toFile().list()).containsExactly("new");
  }

  @Test
  void leavesNothingWhenTheContentFails() throws IOException {
    ExportFolder folder = ExportFolder.at(parent.resolve("new"));

    assertThatThrownBy(
            () ->
                folder.write(
                    partial -> {
                      Files.writeString(partial.resolve("half"), "");
                      throw new IOException("full disk");
                    }))
        .hasMessage("full disk");
    assertThat(parent).isEmptyDirectory();
  }

  @Test
  void aFolderThatCannotBeMadeIsNamedWithTheRemedy() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");
    ExportFolder folder = ExportFolder.at(file.resolve("new"));

    assertThatThrownBy(() -> folder.write(partial -> "nothing"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("the folder around DIR is '" + file + "', which cannot be made")
        .hasMessageEndingWith("give another folder");
  }

  @Test
  void refusesAFolderThatHoldsSomething() throws IOException {
    Files.writeString(parent.resolve("mine"), "");

    assertThatThrownBy(() -> ExportFolder.at(parent))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("DIR is '" + parent)
        .hasMessageContaining("remove it");
  }
}
