package dev.graft.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CoresTest {
  private final Cores cores = new Cores(2);

  @Test
  void theStagesOfAJobGetCoresInTheirOrder() {
    Cores.Claim job = begun(0);
    List<CompletableFuture<Cores.Lease>> leases = job.askLast(List.of(1, 1, 1), 3);
    assertThat(leases.get(0)).isDone();
    assertThat(leases.get(1)).isDone();
    assertThat(leases.get(2)).isNotDone();

    leases.get(1).join().close();

    assertThat(leases.get(2)).isDone();
  }

  @Test
  void noMoreStagesOfAJobAtOnceThanItAllows() {
    Cores.Claim job = begun(0);
    List<CompletableFuture<Cores.Lease>> leases = job.askLast(List.of(1, 1), 1);
    assertThat(leases.get(1)).isNotDone();

    leases.get(0).join().close();

    assertThat(leases.get(1)).isDone();
  }

  @Test
  void aStageOfManyThreadsIsNotOvertaken() {
    Cores.Claim earlier = begun(0);
    Cores.Lease one = earlier.ask(1).join();
    CompletableFuture<Cores.Lease> wide = earlier.ask(2);
    CompletableFuture<Cores.Lease> narrow = earlier.ask(1);
    assertThat(wide).isNotDone();
    assertThat(narrow).isNotDone();

    one.close();

    assertThat(wide).isDone();
    assertThat(narrow).isNotDone();
  }

  @Test
  void anEarlierJobThatAsksLaterComesFirst() {
    Cores.Claim later = begun(1);
    Cores.Lease both = later.ask(2).join();
    CompletableFuture<Cores.Lease> second = later.ask(2);
    Cores.Claim earlier = begun(0);
    CompletableFuture<Cores.Lease> first = earlier.ask(2);

    both.close();

    assertThat(first).isDone();
    assertThat(second).isNotDone();
  }

  @Test
  void aTurnComesWhenTheLastStageOfTheEarlierJobHasItsCore() {
    Cores.Claim earlier = begun(0);
    CompletableFuture<Cores.Claim> turn = cores.turn(1);
    assertThat(turn).as("while the earlier job prepares").isNotDone();
    List<CompletableFuture<Cores.Lease>> leases = earlier.askLast(List.of(1, 1, 1), 2);
    assertThat(turn).as("while its third stage waits").isNotDone();

    leases.getFirst().join().close();

    assertThat(turn).isDone();
  }

  @Test
  void aTurnComesWhenTheEarlierJobLeavesACoreFree() {
    Cores.Claim earlier = begun(0);
    CompletableFuture<Cores.Claim> turn = cores.turn(1);

    earlier.askLast(List.of(1, 1), 1);

    assertThat(turn).isDone();
  }

  @Test
  void noTurnComesWhileTheEarlierJobHasAllCoresAndWillAskForMore() {
    Cores.Claim earlier = begun(0);
    CompletableFuture<Cores.Claim> turn = cores.turn(1);
    Cores.Lease backbone = earlier.ask(2).join();
    assertThat(turn).isNotDone();

    earlier.askLast(List.of(1), 1);
    backbone.close();

    assertThat(turn).isDone();
  }

  @Test
  void aTurnComesWhenTheEarlierJobHasNothingLeft() {
    Cores.Claim earlier = begun(0);
    CompletableFuture<Cores.Claim> turn = cores.turn(1);

    earlier.askLast(List.of(), 2);

    assertThat(turn).isDone();
  }

  @Test
  void turnsComeOneAfterTheOther() {
    Cores.Claim first = begun(0);
    CompletableFuture<Cores.Claim> third = cores.turn(2);
    CompletableFuture<Cores.Claim> second = cores.turn(1);

    first.close();

    assertThat(second).isDone();
    assertThat(third).isNotDone();
  }

  @Test
  void aJobNeedNotWaitForLaterOnes() {
    Cores.Claim later = begun(1);
    later.ask(2);
    later.ask(2);

    assertThat(cores.turn(0)).isDone();
  }

  @Test
  void aWithdrawnClaimWaitsForNothingAndKeepsWhatItHas() {
    Cores.Claim job = begun(0);
    Cores.Lease held = job.ask(2).join();
    CompletableFuture<Cores.Lease> waiting = job.ask(1);
    CompletableFuture<Cores.Claim> turn = cores.turn(1);

    job.withdraw();

    assertThat(waiting).isCompletedWithValueMatching(Cores.Lease::isEmpty);
    assertThat(job.ask(1)).isCompletedWithValueMatching(Cores.Lease::isEmpty);
    CompletableFuture<Cores.Lease> other = turn.join().ask(1);
    assertThat(other).isNotDone();
    held.close();
    assertThat(other).isDone();
  }

  @Test
  void whatAnEndedJobForgotIsGivenBackOnce() {
    Cores.Claim job = begun(0);
    Cores.Lease forgotten = job.ask(2).join();

    job.close();
    forgotten.close();

    Cores.Claim next = begun(1);
    assertThat(next.ask(2)).isDone();
    assertThat(next.ask(1)).isNotDone();
  }

  @Test
  void nobodyGetsMoreCoresThanThereAre() {
    Cores.Claim job = begun(0);

    assertThatThrownBy(() -> job.ask(3)).hasMessage("3 cores of 2");
    assertThatThrownBy(() -> job.ask(0)).hasMessage("0 cores of 2");
  }

  private Cores.Claim begun(int place) {
    CompletableFuture<Cores.Claim> turn = cores.turn(place);
    assertThat(turn).isDone();
    return turn.join();
  }
}
