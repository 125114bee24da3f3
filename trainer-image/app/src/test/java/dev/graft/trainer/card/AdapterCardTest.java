package dev.graft.trainer.card;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.trainer.stage.Plans;
import org.junit.jupiter.api.Test;

final class AdapterCardTest {
  @Test
  void saysWhoTrainedAnAdapter() {
    assertThat(AdapterCard.origin(Plans.tiny("weekly"), Plans.tiny("weekly").runs().getFirst()))
        .isEqualTo("An adapter of a backbone that stays as it is. Trained by the job `weekly`.");
  }

  @Test
  void doesNotClaimAnAdapterOfAnotherJob() {
    var run = Plans.ofAdapters("first").runs().get(2);
    assertThat(AdapterCard.origin(Plans.tiny("again"), run))
        .contains("Trained by the job `first`")
        .contains("the job `again` has evaluated it again");
  }

  @Test
  void saysThatNothingWasTrained() {
    assertThat(AdapterCard.origin(Plans.tiny("weekly"), Plans.tiny("weekly").runs().get(1)))
        .isEqualTo(
            "A backbone as it is: nothing was added or trained. Evaluated by the job `weekly`.");
  }
}
