package dev.graft.trainer.result;

import dev.graft.api.ContextWindow;
import java.util.Objects;

/**
 * What a run's numbers depend on, besides its method and seed. Runs are compared where these agree.
 *
 * @param method as tables name it, such as {@code Houlsby 16}
 * @param suite the benchmark
 * @param simulator name and versions of the simulator and its engine
 * @param data digest of the task's demonstrations
 * @param backboneData digest of the demonstrations that the backbone was pretrained on
 * @param backbone digest of the pretraining as a whole
 * @param maxEpisodeSteps steps of an episode
 * @param contextWindow what the policy attended to in long episodes
 * @param source what computed, such as {@code graft 0.1.0}
 * @param engine libraries and kind of processor
 * @param java version of the virtual machine
 */
public record Provenance(
    String method,
    String suite,
    String simulator,
    String data,
    String backboneData,
    String backbone,
    int maxEpisodeSteps,
    ContextWindow contextWindow,
    String source,
    String engine,
    String java) {
  /** Fills in what results of before there was a choice do not say. */
  public Provenance {
    contextWindow = Objects.requireNonNullElse(contextWindow, ContextWindow.Sliding);
  }
}
