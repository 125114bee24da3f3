package dev.graft.trainer.result;

import dev.graft.trainer.evaluation.EvaluationResult;

/**
 * The adapter as it was after the epoch of the best validation.
 *
 * @param epoch after which it was validated; the last one, where no earlier one was better
 * @param validation by which it was chosen, on goals of its own
 * @param evaluation on the goals of the run's evaluation, which had no part in the choice
 * @param adapterDigest of its content
 */
public record BestEpoch(
    double epoch, EvaluationResult validation, EvaluationResult evaluation, String adapterDigest) {}
