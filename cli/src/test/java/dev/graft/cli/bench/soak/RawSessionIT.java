package dev.graft.cli.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.ChildJvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Netty's leak detector says of raw sessions, in a process of their own. */
@Timeout(60)
final class RawSessionIT {
  private static final String LEAK = "LEAK: ";

  private static String said(String... arguments) throws IOException, InterruptedException {
    List<String> options =
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-Dio.grpc.netty.shaded.io.netty.leakDetection.level=paranoid");
    Process process =
        new ProcessBuilder(ChildJvm.command(RawSessionsMain.class, options, List.of(arguments)))
            .redirectErrorStream(true)
            .start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void sessionsGiveTheirBuffersBackHoweverTheyAreLeft() throws Exception {
    assertThat(said()).doesNotContain(LEAK);
  }

  @Test
  void aBufferThatIsForgottenWouldBeSeen() throws Exception {
    assertThat(said("forget")).contains(LEAK);
  }
}
