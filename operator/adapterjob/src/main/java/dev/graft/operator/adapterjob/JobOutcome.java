package dev.graft.operator.adapterjob;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.util.List;
import java.util.Optional;

/** How a batch/v1 Job stands, according to its own conditions. */
enum JobOutcome {
  /** It goes on, or has not started. */
  ACTIVE,
  /** All its pods or indices succeeded. */
  COMPLETE,
  /** It gave up. */
  FAILED;

  static JobOutcome of(Job job) {
    if (condition(job, "Complete").isPresent()) {
      return COMPLETE;
    }
    return condition(job, "Failed").isPresent() ? FAILED : ACTIVE;
  }

  /** Whether a Job has given up, or is about to: then it starts no more pods. */
  static boolean givesUp(Job job) {
    return condition(job, "FailureTarget").isPresent() || of(job) == FAILED;
  }

  /** Kubernetes' own words about why a Job failed. */
  static String failureMessage(Job job) {
    return condition(job, "Failed")
        .map(JobCondition::getMessage)
        .filter(message -> !message.isBlank())
        .orElse("no reason given");
  }

  /** Whether a Job was ended for the time that it took. */
  static boolean missedDeadline(Job job) {
    return condition(job, "Failed")
        .filter(condition -> "DeadlineExceeded".equals(condition.getReason()))
        .isPresent();
  }

  private static Optional<JobCondition> condition(Job job, String type) {
    List<JobCondition> conditions =
        job.getStatus() == null ? List.of() : job.getStatus().getConditions();
    return conditions.stream()
        .filter(condition -> type.equals(condition.getType()))
        .filter(condition -> "True".equals(condition.getStatus()))
        .findFirst();
  }
}
