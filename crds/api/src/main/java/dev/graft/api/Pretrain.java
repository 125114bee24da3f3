package dev.graft.api;

/**
 * Pretraining of a backbone by behaviour cloning on several tasks.
 *
 * @param tasks the training tasks
 * @param seed draws initialisation, order and dropout
 * @param architecture the policy network
 * @param training the optimisation
 */
public record Pretrain(
    Tasks tasks, long seed, Architecture architecture, PretrainTraining training) {}
