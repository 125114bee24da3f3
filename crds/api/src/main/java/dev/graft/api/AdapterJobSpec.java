package dev.graft.api;

import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of an AdapterJob: one backbone, and adapters trained on it, one per task and
 * seed.
 *
 * @param suite the simulated benchmark the tasks come from
 * @param backbone where the frozen policy backbone comes from
 * @param adapter what is trained on the backbone; absent: pretrain only
 * @param demonstrations where demonstrations come from, for pretraining and adaptation
 * @param observation what the policy sees
 * @param evaluation how policies are evaluated in the simulator
 * @param simulation the simulators that collect and evaluate
 * @param trainer the processes that train
 * @param tracking the MLflow server and experiment
 */
public record AdapterJobSpec(
    Suite suite,
    Backbone backbone,
    @Nullable Adapter adapter,
    Demonstrations demonstrations,
    Observation observation,
    Evaluation evaluation,
    Simulation simulation,
    TrainerSettings trainer,
    Tracking tracking) {}
