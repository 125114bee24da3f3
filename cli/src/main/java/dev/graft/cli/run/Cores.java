package dev.graft.cli.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The cores of the machine, lent to the stages of a command's jobs. Thread-safe.
 *
 * <pre>
 * turn -> claim: asks for cores, lends and returns, asks again ... -> all asked for -> closed
 * </pre>
 *
 * <p>Earlier jobs come first: a stage that wants more cores than are free waits, and none of a
 * later job overtakes it. A job's turn comes when the earlier ones have no use for the next core.
 */
final class Cores {
  private final int all;
  private final NavigableMap<Integer, Claim> claims = new TreeMap<>();
  private final NavigableMap<Integer, CompletableFuture<Claim>> turns = new TreeMap<>();
  private int free;

  /**
   * All of them are free.
   *
   * @param count from 1
   */
  Cores(int count) {
    this.all = count;
    this.free = count;
  }

  /**
   * Waits for a job's turn: until every earlier job that has begun either has asked for all that it
   * needs and got it, or leaves a core free because no more of its runs may go on at once.
   *
   * @param place of the job among those of the command
   * @return completed with the job's claim, which must be closed
   */
  CompletableFuture<Claim> turn(int place) {
    CompletableFuture<Claim> turn = new CompletableFuture<>();
    change(() -> turns.put(place, turn));
    return turn;
  }

  private void change(Runnable what) {
    List<Runnable> granted = new ArrayList<>();
    synchronized (this) {
      what.run();
      lend(granted);
      giveTurns(granted);
    }
    granted.forEach(Runnable::run); // not under the lock: what depends on them may come back here
  }

  private void lend(List<Runnable> granted) {
    for (Claim claim : claims.values()) {
      while (claim.waitsForCore()) {
        if (claim.waiting.element().cores() > free) {
          return; // nobody overtakes, or a stage of many threads would wait for ever
        }
        granted.add(claim.lendToFirst());
      }
    }
  }

  private void giveTurns(List<Runnable> granted) {
    while (!turns.isEmpty() && isTurn(turns.firstKey())) {
      Claim claim = new Claim();
      claims.put(turns.firstKey(), claim);
      CompletableFuture<Claim> turn = turns.pollFirstEntry().getValue();
      granted.add(() -> turn.complete(claim));
    }
  }

  private boolean isTurn(int place) {
    Collection<Claim> earlier = claims.headMap(place).values();
    return earlier.stream().noneMatch(Claim::wantsCore)
        && (free > 0 || earlier.stream().noneMatch(Claim::willWantCore));
  }

  private record Request(int cores, CompletableFuture<Lease> lease) {}

  /** What one job asks for, in the order in which it asks. */
  final class Claim implements AutoCloseable {
    private final Queue<Request> waiting = new ArrayDeque<>();
    private final List<Lease> lent = new ArrayList<>();
    private int atMost = Integer.MAX_VALUE;
    private boolean allAsked;
    private boolean withdrawn;

    private Claim() {}

    /**
     * Asks for the cores of a stage, of which more are to come.
     *
     * @param cores from 1 to those of the machine
     * @return completed with the cores, which must be given back, or with none: {@link
     *     Lease#isEmpty}
     */
    CompletableFuture<Lease> ask(int cores) {
      return ask(() -> {}, List.of(cores)).getFirst();
    }

    /**
     * Asks for the cores of all stages that are left: in one step, so that no later job has its
     * turn between two of them.
     *
     * @param cores of each stage, in their order; none: no stage is left
     * @param atOnce no more stages than so many hold cores at once
     * @return for each stage what {@link #ask(int)} returns
     */
    List<CompletableFuture<Lease>> askLast(List<Integer> cores, int atOnce) {
      return ask(
          () -> {
            atMost = atOnce;
            allAsked = true;
          },
          cores);
    }

    private List<CompletableFuture<Lease>> ask(Runnable also, List<Integer> cores) {
      List<Request> requests = cores.stream().map(this::request).toList();
      change(
          () -> {
            also.run();
            waiting.addAll(requests);
          });
      if (isWithdrawn()) {
        withdraw();
      }
      return requests.stream().map(Request::lease).toList();
    }

    private Request request(int cores) {
      if (cores < 1 || cores > all) {
        throw new IllegalArgumentException("%d cores of %d".formatted(cores, all));
      }
      return new Request(cores, new CompletableFuture<>());
    }

    /** The job will start nothing more: what it waits for, and asks for from now on, is empty. */
    void withdraw() {
      List<Request> unmet = new ArrayList<>();
      change(
          () -> {
            withdrawn = true;
            unmet.addAll(waiting);
            waiting.clear();
          });
      unmet.forEach(request -> request.lease().complete(new Lease(this, 0)));
    }

    /** The job has ended: whatever it holds is given back. */
    @Override
    public void close() {
      withdraw();
      change(
          () -> {
            List.copyOf(lent).forEach(Lease::giveBack);
            claims.values().remove(this);
          });
    }

    private boolean isWithdrawn() {
      synchronized (Cores.this) {
        return withdrawn;
      }
    }

    private Runnable lendToFirst() {
      Request request = waiting.remove();
      Lease lease = new Lease(this, request.cores());
      lent.add(lease);
      free -= request.cores();
      return () -> request.lease().complete(lease);
    }

    /** Rather than for one of its own stages to end. */
    private boolean waitsForCore() {
      return !waiting.isEmpty() && lent.size() < atMost;
    }

    /** A job that holds and asks for nothing yet is about to ask. */
    private boolean wantsCore() {
      return waitsForCore() || (!allAsked && !withdrawn && lent.isEmpty());
    }

    private boolean willWantCore() {
      return !waiting.isEmpty() || (!allAsked && !withdrawn);
    }
  }

  /** Cores that a stage has until it gives them back. */
  final class Lease implements AutoCloseable {
    private final Claim claim;
    private final int cores;

    private Lease(Claim claim, int cores) {
      this.claim = claim;
      this.cores = cores;
    }

    /** The claim was withdrawn: nothing may be started. */
    boolean isEmpty() {
      return cores == 0;
    }

    @Override
    public void close() {
      change(this::giveBack);
    }

    private void giveBack() {
      if (claim.lent.remove(this)) {
        free += cores;
      }
    }
  }
}
