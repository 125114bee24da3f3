package dev.graft.learning.training;

/**
 * What one optimizer step reports.
 *
 * @param step optimizer steps done, this one included
 * @param epoch the pass over the data this step belongs to, from 1
 * @param loss of the batch, before the update
 * @param gradientNorm global norm of the gradient, before clipping
 * @param learningRate of this step
 */
public record StepResult(
    long step, long epoch, double loss, double gradientNorm, double learningRate) {}
