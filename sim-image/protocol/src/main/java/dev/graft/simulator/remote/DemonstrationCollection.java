package dev.graft.simulator.remote;

import dev.graft.simulator.client.Demonstration;
import dev.graft.simulator.client.DemonstrationRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * One collection by several replicas. The tasks are dealt out in turn, as cards are, and read in
 * the order of the request; while one replica's episodes are read, the others work ahead, each as
 * far as its server's window and the connection's flow control let it, and then rest. So the result
 * is that of one replica, and nothing is held here but one episode of each.
 */
final class DemonstrationCollection implements AutoCloseable {
  private final List<String> tasks;
  private final List<Share> shares = new ArrayList<>();

  private DemonstrationCollection(List<String> tasks) {
    this.tasks = tasks;
  }

  /** Begins at as many replicas as there are tasks, and waits for the first episode of each. */
  static DemonstrationCollection begin(
      Replicas replicas, Patience patience, DemonstrationRequest request) {
    DemonstrationCollection collection = new DemonstrationCollection(request.tasks());
    boolean sound = false;
    try {
      List<Replica> turn = replicas.inTurn();
      int count = shares(request.tasks(), turn.size());
      for (int i = 0; i < count; i++) {
        Received received = new Received(request, dealt(request.tasks(), i, count));
        collection.shares.add(new Share(replicas, patience, received, turn.get(i)));
      }
      collection.shares.forEach(Share::fetch);
      sound = true;
      return collection;
    } finally {
      if (!sound) {
        collection.close();
      }
    }
  }

  /** One for a wrong list, so that a simulator refuses the whole of it. */
  private static int shares(List<String> tasks, int replicas) {
    boolean distinct = new HashSet<>(tasks).size() == tasks.size();
    return distinct ? Math.max(1, Math.min(tasks.size(), replicas)) : 1;
  }

  private static List<String> dealt(List<String> tasks, int first, int every) {
    return IntStream.range(0, tasks.size())
        .filter(position -> position % every == first)
        .mapToObj(tasks::get)
        .toList();
  }

  /** Hands every episode to the sink, by (task, episode). */
  void forEach(Consumer<Demonstration> sink) {
    for (int position = 0; position < tasks.size(); position++) {
      Share share = shares.get(position % shares.size());
      do {
        sink.accept(Messages.demonstration(share.next()));
      } while (share.inTask());
    }
    shares.forEach(Share::finish);
  }

  /** Stops what still works. */
  @Override
  public void close() {
    shares.forEach(Share::close);
  }
}
