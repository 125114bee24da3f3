package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunningJobTest {
  private static final Job WANTED = job("team-a", true, 4, 600L);
  private static final Job WANTED_WITHOUT_QUEUE = job(null, false, 4, 600L);

  @Test
  void jobThatWaitsInItsQueueIsLeftWaiting() {
    assertThat(RunningJob.adjusted(job("team-a", true, 4, 600L), WANTED)).isEmpty();
  }

  @Test
  void jobThatKueueHasAdmittedIsLeftRunning() {
    assertThat(RunningJob.adjusted(job("team-a", false, 4, 600L), WANTED)).isEmpty();
  }

  @Test
  void suspendedJobOfNoQueueIsStarted() {
    assertThat(RunningJob.adjusted(job(null, true, 4, 600L), WANTED_WITHOUT_QUEUE))
        .hasValueSatisfying(job -> assertThat(RunningJob.suspended(job)).isFalse());
  }

  @Test
  void queuedJobIsPutAsideByItsSizeAndNoTimePassesForIt() {
    assertThat(RunningJob.suspend(job("team-a", false, 4, 600L)))
        .contains(job("team-a", false, 0, null));
    assertThat(RunningJob.suspend(job("team-a", false, 0, null))).isEmpty();
  }

  @Test
  void queuedJobIsTakenUpWithoutAWordAboutItsSuspension() {
    assertThat(RunningJob.adjusted(job("team-a", false, 0, null), WANTED))
        .contains(job("team-a", false, 4, 600L));
    assertThat(RunningJob.adjusted(job("team-a", true, 0, null), WANTED)).contains(WANTED);
  }

  @Test
  void jobThatWaitsChangesItsQueue() {
    assertThat(RunningJob.adjusted(job("team-b", true, 4, 600L), WANTED)).contains(WANTED);
  }

  @Test
  void jobThatRunsStaysInItsQueue() {
    assertThat(RunningJob.adjusted(job("team-b", false, 4, 600L), WANTED)).isEmpty();
    assertThat(RunningJob.adjusted(job(null, false, 4, 600L), WANTED)).isEmpty();
  }

  @Test
  void jobThatWasPutAsideIsTakenUpInAQueueThatWasNamedMeanwhile() {
    assertThat(RunningJob.adjusted(job(null, true, 4, 600L), WANTED)).contains(WANTED);
  }

  @Test
  void jobInAQueueThatTheClusterGaveItIsKueuesToStart() {
    assertThat(RunningJob.adjusted(job("default", true, 4, 600L), WANTED_WITHOUT_QUEUE)).isEmpty();
  }

  private static Job job(
      @Nullable String queue, boolean suspended, int parallelism, @Nullable Long deadlineSeconds) {
    return new JobBuilder()
        .withNewMetadata()
        .withLabels(queue == null ? Map.of() : Map.of(Queue.LABEL, queue))
        .endMetadata()
        .withNewSpec()
        .withParallelism(parallelism)
        .withActiveDeadlineSeconds(deadlineSeconds)
        .withSuspend(suspended)
        .endSpec()
        .build();
  }
}
