package dev.graft.trainer.result;

import dev.graft.trainer.evaluation.EvaluationResult;

/**
 * Policies that were not learned, on the very goals of a run: between them lies what learning can
 * show.
 *
 * @param expert the suite's scripted policy, which gave the demonstrations; its failures count
 * @param random actions drawn uniformly
 */
public record References(EvaluationResult expert, EvaluationResult random) {}
