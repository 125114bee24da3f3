package dev.graft.simulator.remote;

import dev.graft.simulator.client.Demonstration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The episodes of one collection, whose first has arrived; closing it early stops the work. */
final class DemonstrationStream implements AutoCloseable {
  private static final String AWAITED = "demonstration";

  private final Conversation<?, dev.graft.simulator.v1.Demonstration> conversation;
  private dev.graft.simulator.v1.@Nullable Demonstration next;

  private DemonstrationStream(Conversation<?, dev.graft.simulator.v1.Demonstration> conversation) {
    this.conversation = conversation;
    this.next = conversation.receive(AWAITED);
  }

  static DemonstrationStream begin(
      Conversation<?, dev.graft.simulator.v1.Demonstration> conversation) {
    return new DemonstrationStream(conversation);
  }

  void forEach(Consumer<Demonstration> sink) {
    for (var message = next; message != null; message = conversation.receive(AWAITED)) {
      sink.accept(Messages.demonstration(message));
    }
  }

  @Override
  public void close() {
    conversation.close();
  }
}
