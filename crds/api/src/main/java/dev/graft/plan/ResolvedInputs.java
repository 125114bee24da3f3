package dev.graft.plan;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job refers to, looked up once for each attempt: with it, planning stays pure.
 *
 * @param jobs the plans of the finished jobs that {@link References#jobs} names, by name
 * @param model what {@link References#model} stands for; absent where it was not looked up
 * @param dataset what {@link References#dataset} holds; absent where it could not be read
 */
public record ResolvedInputs(
    Map<String, Plan> jobs, @Nullable ResolvedModel model, @Nullable ResolvedDataset dataset) {
  /** For a job that refers to nothing. */
  public static final ResolvedInputs NONE = new ResolvedInputs(Map.of());

  /** Copies the map. */
  public ResolvedInputs {
    jobs = Map.copyOf(jobs);
  }

  /** For a job that refers to other jobs only. */
  public ResolvedInputs(Map<String, Plan> jobs) {
    this(jobs, null, null);
  }

  /**
   * The plan of a finished job.
   *
   * @param field that names it
   * @throws PlanException when it was not looked up, or not found
   */
  Plan job(String field, String name) {
    @Nullable Plan plan = jobs.get(name);
    if (plan == null) {
      throw new PlanException(
          field, "'%s' is no AdapterJob that has finished; run it first".formatted(name));
    }
    return plan;
  }
}
