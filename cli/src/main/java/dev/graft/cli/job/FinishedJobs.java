package dev.graft.cli.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.cli.CommandFailure;
import dev.graft.cli.Installation;
import dev.graft.crd.AdapterJob;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.Plan;
import dev.graft.plan.PlanException;
import dev.graft.plan.Planner;
import dev.graft.plan.References;
import dev.graft.plan.ResolvedDataset;
import dev.graft.plan.ResolvedInputs;
import dev.graft.plan.ResolvedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The jobs that have finished on this machine, for those that refer to them. Of a job that belongs
 * to the command itself only what the command made of it counts, whatever attempts at a job of that
 * name have finished before. Thread-safe.
 */
public final class FinishedJobs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final Map<String, AdapterJob> given;
  private final ConcurrentMap<String, Finished> ended = new ConcurrentHashMap<>();

  /** Those of an installation. */
  public FinishedJobs(Installation installation) {
    this(installation, List.of());
  }

  /**
   * Those of an installation and of a command, which tells by {@link #ended} what came of them.
   *
   * @param given the jobs of the command
   */
  public FinishedJobs(Installation installation, List<AdapterJob> given) {
    this.installation = installation;
    this.given =
        given.stream().collect(Collectors.toUnmodifiableMap(FinishedJobs::name, job -> job));
  }

  /**
   * A job of the command has succeeded, or was planned as if it had.
   *
   * @param store where its datasets, backbone and adapters are
   */
  public void ended(Plan plan, Path store) {
    ended.put(plan.job(), new Finished(plan, store));
  }

  /**
   * A job that has finished.
   *
   * @param plan that it has executed
   * @param store where its datasets, backbone and adapters are
   */
  public record Finished(Plan plan, Path store) {
    /**
     * One of its runs.
     *
     * @throws CommandFailure when it has none of that name
     */
    public AdapterRun run(String name) {
      return plan.runs().stream()
          .filter(run -> run.name().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  CommandFailure.usage(
                      "job '%s' has no run '%s'; there are: %s"
                          .formatted(
                              plan.job(),
                              name,
                              plan.runs().stream()
                                  .map(AdapterRun::name)
                                  .collect(Collectors.joining(", ")))));
    }
  }

  /** What a job's references stand for. */
  public record Resolved(ResolvedInputs inputs, List<Path> stores) {
    /** Copies the stores. */
    public Resolved {
      stores = List.copyOf(stores);
    }
  }

  /**
   * Plans a job, with what it refers to.
   *
   * @param servers gives the address of the server that a job is recorded in
   * @throws CommandFailure when something is missing, or does not fit
   */
  public Plan plan(AdapterJob job, Function<AdapterJob, URI> servers) throws IOException {
    return plan(job, resolve(job, servers).inputs());
  }

  /**
   * Plans a job as an operator does, which cannot read a person's own demonstrations: trainers find
   * them on a volume.
   *
   * @param servers gives the address of the server that a job is recorded in
   * @throws CommandFailure when something is missing, or does not fit
   */
  public Plan planInCluster(AdapterJob job, Function<AdapterJob, URI> servers) throws IOException {
    OwnDemonstrations.requireVolume(job);
    return plan(job, resolve(job, model(job, servers), Optional.empty()).inputs());
  }

  /**
   * Plans a job.
   *
   * @throws CommandFailure when a reference does not fit
   */
  public static Plan plan(AdapterJob job, ResolvedInputs inputs) {
    String name = job.getMetadata().getName();
    try {
      return Planner.plan(name, job.getSpec(), inputs);
    } catch (PlanException unfit) {
      throw CommandFailure.usage(name + ": " + unfit.getMessage());
    }
  }

  /**
   * Refuses references that no order of execution can meet, before anything is executed.
   *
   * @param jobs that are to be executed
   * @param servers gives the address of the server that a job is recorded in
   * @throws CommandFailure when one refers to a job that is neither among them nor has finished, or
   *     to a model that none of them registers and that is not there
   */
  public void requireReferences(List<AdapterJob> jobs, Function<AdapterJob, URI> servers)
      throws IOException {
    requireJobs(jobs);
    for (AdapterJob job : jobs) {
      if (jobs.stream().noneMatch(maker -> RegisteredModels.registers(maker, job))) {
        RegisteredModels.require(job, servers);
      }
    }
  }

  private void requireJobs(List<AdapterJob> jobs) throws IOException {
    List<String> names = jobs.stream().map(FinishedJobs::name).toList();
    for (AdapterJob job : jobs) {
      for (String name : References.of(job.getSpec()).jobs()) {
        if (!names.contains(name) && find(name).isEmpty()) {
          throw CommandFailure.usage(
              "%s refers to the AdapterJob '%s', which has not finished on this machine: run it first, or give its manifest too"
                  .formatted(name(job), name));
        }
      }
    }
  }

  /**
   * Looks up what a job refers to; what is not found is left out, for the planner to say.
   *
   * @param servers gives the address of the server that a job is recorded in, and is asked only for
   *     a registered model
   * @throws CommandFailure when demonstrations cannot be learned from, or a server does not tell
   */
  public Resolved resolve(AdapterJob job, Function<AdapterJob, URI> servers) throws IOException {
    Optional<ResolvedDataset> dataset = OwnDemonstrations.find(job.getSpec());
    return resolve(job, model(job, servers), dataset);
  }

  private Optional<ResolvedModel> model(AdapterJob job, Function<AdapterJob, URI> servers) {
    return RegisteredModels.find(job, servers).map(found -> orOfThisCommand(job, found));
  }

  /** A command that only plans registers nothing. */
  private ResolvedModel orOfThisCommand(AdapterJob job, ResolvedModel found) {
    if (found instanceof ResolvedModel.Version) {
      return found;
    }
    return ended.values().stream()
        .map(Finished::plan)
        .filter(plan -> RegisteredModels.registers(given(plan.job()), job))
        .findFirst()
        .<ResolvedModel>map(plan -> RegisteredModels.planned(found.uri(), plan))
        .orElse(found);
  }

  private AdapterJob given(String name) {
    return Objects.requireNonNull(given.get(name));
  }

  private Resolved resolve(
      AdapterJob job, Optional<ResolvedModel> model, Optional<ResolvedDataset> dataset)
      throws IOException {
    Map<String, Plan> jobs = new HashMap<>();
    List<Path> stores = new ArrayList<>();
    for (String name : References.of(job.getSpec()).jobs()) {
      Optional<Finished> found = find(name);
      if (found.isEmpty() && given.containsKey(name)) {
        throw CommandFailure.failed(
            "%s: not executed, because the job '%s' that it refers to has failed"
                .formatted(name(job), name));
      }
      if (found.isPresent()) {
        jobs.put(name, found.get().plan());
        stores.add(found.get().store());
      }
    }
    return new Resolved(new ResolvedInputs(jobs, model.orElse(null), dataset.orElse(null)), stores);
  }

  /** The attempt at a job that succeeded last, or that of the command. */
  public Optional<Finished> find(String name) throws IOException {
    if (given.containsKey(name)) {
      return Optional.ofNullable(ended.get(name));
    }
    Optional<JobFiles> files = new LocalJobs(installation).latest(name);
    return files.isPresent() ? Optional.of(finished(files.get())) : Optional.empty();
  }

  /**
   * The plan and the store of an attempt that has succeeded.
   *
   * @throws CommandFailure when another version of Graft planned it
   */
  public Finished finished(JobFiles files) throws IOException {
    Optional<Plan> recorded = files.plan();
    Plan plan = recorded.isPresent() ? recorded.get() : plannedAgain(files);
    Path own = files.ownStore();
    return new Finished(plan, Files.isDirectory(own) ? own : installation.store());
  }

  /** For an attempt of before plans were kept. */
  private Plan plannedAgain(JobFiles files) throws IOException {
    AdapterJob job = JSON.readValue(files.job().toFile(), AdapterJob.class);
    // Dataset and model are pinned: the files, or an alias, may have changed since.
    Resolved references = resolve(job, RegisteredModels.finished(job), Optional.empty());
    Plan plan = plan(job, references.inputs());
    if (!plan.specDigest().equals(job.getStatus().specDigest())) {
      throw CommandFailure.usage(
          "job '%s' was run by another version of Graft, which planned it differently: run it again"
              .formatted(plan.job()));
    }
    return plan;
  }

  private static String name(AdapterJob job) {
    return job.getMetadata().getName();
  }
}
