package dev.graft.cli.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.cli.CommandFailure;
import dev.graft.cli.run.FakeTrainer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplicasIT {
  @TempDir private Path folder;
  private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
  private final CountDownLatch allLost = new CountDownLatch(1);
  private Replicas replicas = Replicas.none();

  @AfterEach
  void end() {
    replicas.close();
  }

  @Test
  void eachServesAtAPortOfItsOwnAndLogsToAFileOfItsOwn() throws IOException {
    start("serve", 2);

    List<String> addresses = replicas.addresses();

    assertThat(addresses).hasSize(2).doesNotHaveDuplicates();
    for (int n = 0; n < 2; n++) {
      assertThat(folder.resolve("simulator-" + n + ".log"))
          .content()
          .contains("serves at " + addresses.get(n));
    }
  }

  @Test
  void oneThatDiesComesBackAtItsPort() throws Exception {
    start("serve", 1);
    List<String> before = replicas.addresses();

    askToDie(before.getFirst(), 0);

    assertThat(message())
        .contains("simulator-0: ended with exit status 4", "started again (1 of 5 times)");
    askToDie(before.getFirst(), 1);
    assertThat(message()).contains("(2 of 5 times)");
    assertThat(replicas.addresses()).isEqualTo(before);
    assertThat(replicas.failure()).isEmpty();
  }

  @Test
  void oneThatGoesOnDyingIsGivenUpWithItsLastWords() throws Exception {
    start("serve", 1);
    String address = replicas.addresses().getFirst();

    for (int death = 0; death <= Replica.RESTARTS; death++) {
      askToDie(address, death);
    }

    assertThat(allLost.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(messages).hasSize(6).last().asString().contains("it is given up");
    assertThat(replicas.failure())
        .hasValueSatisfying(
            why ->
                assertThat(why)
                    .contains("simulator-0 died 6 times", "exit status 4", "simulator-0.log"));
  }

  @Test
  void oneThatNeverServesFailsAtOnceWithItsLastWords() throws IOException {
    start("fail", 1);

    assertThatThrownBy(() -> replicas.addresses())
        .isInstanceOf(CommandFailure.class)
        .hasMessageContainingAll("simulator-0 did not start", "exit status 3", "no native library");
    assertThat(messages).isEmpty();
  }

  @Test
  void closingEndsThemEvenWhenTheyIgnoreIt() throws IOException {
    start("hold", 1);
    replicas.addresses();

    replicas.close();

    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(messages).isEmpty();
    assertThat(allLost.getCount()).isEqualTo(1);
  }

  private void start(String behaviour, int count) throws IOException {
    replicas =
        Replicas.start(
            FakeSimulator.command(behaviour, folder),
            count,
            folder,
            new Replicas.Listener() {
              @Override
              public void message(String line) {
                messages.add(line);
              }

              @Override
              public void allLost() {
                allLost.countDown();
              }
            });
  }

  /** Connects to a fake at its {@code start}-th start, which ends it. */
  private void askToDie(String address, int start) throws IOException, InterruptedException {
    FakeTrainer.await(folder.resolve("serving-" + start));
    int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      assertThat(socket.getInputStream().read()).as("what a dead one sends").isEqualTo(-1);
    }
  }

  private String message() throws InterruptedException {
    String message = messages.poll(30, TimeUnit.SECONDS);
    assertThat(message).as("a message").isNotNull();
    return String.valueOf(message);
  }
}
