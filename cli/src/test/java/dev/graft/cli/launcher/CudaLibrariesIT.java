package dev.graft.cli.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.launcher.Sandbox.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The libraries for GPUs, with a script in place of the one that downloads wheels. */
@Timeout(60)
class CudaLibrariesIT {
  private static final String SCRIPT = "trainer-image/cuda/libraries";

  /** Notes the requirement, and makes a file for each part of the wheel that is asked for. */
  private static final String UNPACKS =
      """
      echo "$(cat "$1")" >>%s
      target=$2; shift 2
      for member; do mkdir -p "$target/$(dirname "$member")"; echo x >"$target/$member"; done
      touch "$target/.content\"""";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private Path calls;

  @BeforeEach
  void prepare() throws IOException {
    sandbox = new Sandbox(folder);
    sandbox.install("cp", "exec " + Sandbox.onRealPath("cp") + " \"$@\"");
    calls = folder.resolve("calls");
    fetch(UNPACKS.formatted(calls));
  }

  @Test
  void allWheelsMakeOneFolder() throws Exception {
    Outcome outcome = sandbox.run(SCRIPT);

    assertThat(outcome.status()).as(outcome.err()).isZero();
    Path libraries = Path.of(outcome.out().strip());
    assertThat(libraries).hasParent(folder.resolve("cache/cuda"));
    assertThat(libraries.resolve("torch/lib/libtorch_cuda.so")).exists();
    assertThat(libraries.resolve("nvidia/cublas/lib/libcublas.so")).exists();
    assertThat(libraries.resolve("nvidia/cudnn/lib/libcudnn.so")).exists();
    assertThat(libraries.resolve("nvidia_cudnn_cu12-9.5.1.17.dist-info/Licen")).exists();
    assertThat(libraries.resolve(".content")).doesNotExist();
  }

  @Test
  void theyAreMadeOnce() throws Exception {
    String first = sandbox.run(SCRIPT).out();
    fetch("exit 2");

    assertThat(sandbox.run(SCRIPT)).isEqualTo(new Outcome(0, first, ""));
  }

  @Test
  void aWheelThatCannotBeHadLeavesNothing() throws Exception {
    fetch("case $(cat \"$1\") in nvidia-nccl*) exit 2 ;; esac\n" + UNPACKS.formatted(calls));

    assertThat(sandbox.run(SCRIPT).status()).isEqualTo(2);

    try (Stream<Path> left = Files.list(folder.resolve("cache/cuda"))) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
    fetch(UNPACKS.formatted(calls));
    assertThat(sandbox.run(SCRIPT).status()).isZero();
  }

  @Test
  void everyWheelIsPinnedAndPyTorchsIsTheOneOfTheProcessor() throws Exception {
    sandbox.run(SCRIPT);

    List<String> requirements = Files.readAllLines(calls);
    assertThat(requirements)
        .hasSize(13)
        .allMatch(line -> line.matches("[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}"));
    String pom = Files.readString(Path.of("../pom.xml"), StandardCharsets.UTF_8);
    assertThat(Pattern.compile("<libtorch.version>(.*)</").matcher(pom).results())
        .extracting((MatchResult version) -> "torch==" + version.group(1))
        .singleElement()
        .asString()
        .isEqualTo(requirements.getFirst().split(" ", 2)[0]);
  }

  private void fetch(String script) throws IOException {
    Path file = sandbox.root.resolve("sim-image/wheels/fetch-wheel");
    Files.writeString(file, "#!/bin/bash\n" + script + "\n");
  }
}
