package dev.graft.plan;

import dev.graft.api.Method;

/**
 * An adapter that a run of another job has trained.
 *
 * @param digest of that run, by which the adapter is found
 * @param from the job
 * @param task of the run
 * @param seed of the run
 * @param method of the run
 */
public record AdapterSource(String digest, JobOrigin from, String task, long seed, Method method) {
  /** What it is called: {@code JOB/TASK-seed-N}. */
  public String name() {
    return from.job() + "/" + AdapterRun.name(task, seed);
  }
}
