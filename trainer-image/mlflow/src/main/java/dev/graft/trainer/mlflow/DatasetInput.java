package dev.graft.trainer.mlflow;

/**
 * A dataset that a run reads.
 *
 * @param name shown to people
 * @param digest of its contents; MLflow keeps the first 36 characters
 * @param source where it comes from, as JSON
 * @param profile its size, as JSON
 * @param context what it is used for, such as {@code pretraining}
 */
public record DatasetInput(
    String name, String digest, String source, String profile, String context) {}
