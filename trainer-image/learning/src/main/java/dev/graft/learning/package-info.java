/**
 * Learning: policies, adapters grafted onto them, demonstrations, optimisation and acting.
 *
 * <p>Belongs here: everything numerical of the trainer, and the files it reads and writes. Does not
 * belong here: gRPC, MLflow, Kubernetes, or any other module of Graft. Packages, in the order to
 * read them:
 *
 * <ul>
 *   <li>{@code data}: demonstrations, their statistics, and the windows cut from them;
 *   <li>{@code policy}: the network, its parameters and its sites, as text of a TorchScript module;
 *   <li>{@code adapter}: the methods, each a set of parameters and of pieces put on the sites of a
 *       block;
 *   <li>{@code training}: {@link dev.graft.learning.training.TrainingSession}, one optimizer step
 *       at a time;
 *   <li>{@code rollout}: {@link dev.graft.learning.rollout.PolicyController}, acting in many
 *       environments;
 *   <li>{@code tensor} and {@code engine}: host tensors and their files; libtorch, reached through
 *       DJL.
 * </ul>
 *
 * <p>Only sessions and controllers own native memory; all the rest are values. A trainer reads:
 *
 * <pre>{@code
 * NativeEngine.start(new EngineSettings(threads, cacheFolder, Device.CPU));
 * Backbone random = Backbone.initialise(architecture, seed, StateStatistics.of(dataset), goal);
 * try (TrainingSession session = TrainingSession.pretrain(random, dataset, GoalVisibility.MASKED, settings)) {
 *   session.restore(checkpoints);
 *   while (!session.finished()) {
 *     session.step();
 *   }
 *   session.backbone().save(folder);
 * }
 * }</pre>
 */
@NullMarked
package dev.graft.learning;

import org.jspecify.annotations.NullMarked;
