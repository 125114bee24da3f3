package dev.graft.cli.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.graft.learning.tensor.AtomicFile;
import dev.graft.learning.tensor.JsonFile;
import dev.graft.plan.AdapterRun;
import dev.graft.plan.BackboneStage;
import dev.graft.plan.Plan;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.StageResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of an attempt: {@code stages/<stage>/} is a trainer's state folder, {@code
 * logs/<stage>.log} what it wrote (and {@code logs/simulator-<n>.log} a simulator), {@code
 * adapterjob.json} the finished job, {@code plan.json} what it was planned as, {@code report.html}
 * the page about it.
 *
 * @param folder of the attempt
 */
public record JobFiles(Path folder) {
  // Not strict about absent fields: the manifest's records leave out what is not set.
  private static final ObjectMapper JSON = new ObjectMapper();

  /** State folder of a stage. */
  public Path state(String stage) {
    return folder.resolve("stages").resolve(stage);
  }

  /** Folder of a finished stage's result: its state folder, or a copy that a person asked for. */
  public Path results(String stage) {
    return Files.isDirectory(folder.resolve("stages")) ? state(stage) : folder.resolve(stage);
  }

  /** Datasets, backbones and evaluations of an attempt that shares none with others. */
  public Path ownStore() {
    return folder.resolve("store");
  }

  /** The page about the finished job. */
  public Path report() {
    return folder.resolve("report.html");
  }

  /** What the processes wrote. */
  public Path logs() {
    return folder.resolve("logs");
  }

  /** What a stage's process wrote. */
  public Path log(String stage) {
    return logs().resolve(stage + ".log");
  }

  /** The job, spec and status, once it has ended. */
  public Path job() {
    return folder.resolve("adapterjob.json");
  }

  /** What a job was planned as: its references may stand for something else later. */
  public Path planFile() {
    return folder.resolve("plan.json");
  }

  /** Keeps the plan of a job that has ended. */
  public void write(Plan plan) throws IOException {
    AtomicFile.write(planFile(), JSON.writeValueAsBytes(plan));
  }

  /** The plan that was kept; empty when there is none that this version of Graft can read. */
  Optional<Plan> plan() throws IOException {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(planFile()), Plan.class));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The backbone's result, if that stage is done. */
  public Optional<BackboneResult> backbone(Plan plan) throws IOException {
    return result(BackboneStage.NAME, plan.backbone().digest(), BackboneResult.class);
  }

  /** The result of a run, if it is done. */
  public Optional<AdapterRunResult> run(AdapterRun run) throws IOException {
    return result(run.name(), run.digest(), AdapterRunResult.class);
  }

  /** The results of all runs that are done, in the order of the plan. */
  public List<AdapterRunResult> runs(Plan plan) throws IOException {
    List<AdapterRunResult> results = new ArrayList<>();
    for (AdapterRun run : plan.runs()) {
      run(run).ifPresent(results::add);
    }
    return results;
  }

  /** Whether every stage of the plan is done. */
  public boolean areComplete(Plan plan) throws IOException {
    return backbone(plan).isPresent() && runs(plan).size() == plan.runs().size();
  }

  // A result of another digest is an earlier stage's, whose name this one has.
  private <T extends Record & StageResult> Optional<T> result(
      String stage, String digest, Class<T> type) throws IOException {
    Path file = state(stage).resolve(StageResult.FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(JsonFile.read(file, type)).filter(result -> result.digest().equals(digest));
  }
}
