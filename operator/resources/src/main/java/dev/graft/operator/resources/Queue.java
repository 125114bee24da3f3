package dev.graft.operator.resources;

import dev.graft.api.AdapterJobSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The queue of Kueue in which a Job waits until there is quota for its pods.
 *
 * <p>Kueue takes a Job with a label that names a LocalQueue, and from then on {@code spec.suspend}
 * of that Job is Kueue's word: it takes it back when it admits the Job, and gives it when it evicts
 * the Job for another one. Would the operator set it for {@code spec.suspend} of the AdapterJob,
 * Kueue would start the Job again at once, for it is admitted; and would the operator take it back,
 * the Job would run without quota. So a queued Job is
 *
 * <pre>
 *   created    suspended, so that nothing runs without quota where Kueue does not look at it
 *   put aside  with parallelism 0: its pods leave, and Kueue, which takes it for another Job now,
 *              gives its quota to others
 *   taken up   with its parallelism: Kueue suspends it, and admits it when there is quota again
 * </pre>
 *
 * and the operator leaves its {@code suspend} alone. That is how Kueue has a Job of another size:
 * it suspends a running one itself, and gives it back the node selectors of before, which it does
 * not do for one that it finds suspended; a pod may be made before it does, and leaves at once.
 * Indices that are done stay done in all of that, for the Job stays the same. Its deadline is taken
 * away while it is put aside, since Kueue starts the Job that wants no pods, and time would pass
 * for it.
 *
 * <p>Kueue lets the queue of a Job be changed only while the Job is suspended: one that runs stays
 * where it was admitted. A Job in a queue stays in one, also when the AdapterJob no longer names
 * any. A cluster may give Jobs a queue that nobody has named, hence what counts is a Job's label.
 */
public final class Queue {
  static final String LABEL = "kueue.x-k8s.io/queue-name";

  private Queue() {}

  /** The labels by which Kueue knows the queue that a person has named. */
  static Map<String, String> labels(AdapterJobSpec spec) {
    return spec.queueName() == null ? Map.of() : Map.of(LABEL, spec.queueName());
  }

  /** Whether a Job is to begin suspended; null: as Kubernetes has it, not. */
  static @Nullable Boolean suspendedAtFirst(AdapterJobSpec spec) {
    return spec.queueName() == null ? null : true;
  }

  /** The queue that a Job is in. */
  public static Optional<String> of(HasMetadata job) {
    return Optional.ofNullable(job.getMetadata().getLabels()).map(labels -> labels.get(LABEL));
  }

  /** Whether a Job waits in its queue to be admitted, or has to once it is taken up again. */
  public static boolean waits(Job job) {
    boolean aside = Objects.equals(job.getSpec().getParallelism(), 0);
    return of(job).isPresent() && (RunningJob.suspended(job) || aside);
  }
}
