package dev.graft.learning.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder;

  @Test
  void keepsTheOldContentAndNothingElseWhenWritingFails() throws IOException {
    Path file = folder.resolve("file");
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1})));

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {2, 3}));
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("No space");

    assertThat(file).hasBinaryContent(new byte[] {1});
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void createsTheFoldersItNeeds() throws IOException {
    Path file = folder.resolve("a/b/file");

    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(new byte[] {1})));

    assertThat(Files.size(file)).isEqualTo(1);
  }
}
