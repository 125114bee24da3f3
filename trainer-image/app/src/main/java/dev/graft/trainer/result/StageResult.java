package dev.graft.trainer.result;

import org.jspecify.annotations.Nullable;

/** The result of a stage. */
public sealed interface StageResult permits BackboneResult, AdapterRunResult {
  /** The file's name in the state folder. */
  String FILE = "result.json";

  /** The digest of the stage, as planned: a result of another digest is another stage's. */
  String digest();

  /** Where its records are; absent until the tracking server has answered. */
  @Nullable MlflowRun mlflow();

  /** The same result, now that it is known where its records are. */
  StageResult at(MlflowRun mlflow);
}
