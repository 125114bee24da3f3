package dev.graft.trainer.mlflow;

import java.util.List;

/** What an address in the registry was found to stand for. */
public sealed interface ModelLookup {
  /**
   * A version.
   *
   * @param version that it stands for
   */
  record Found(RegisteredModel.Version version) implements ModelLookup {}

  /**
   * Nothing.
   *
   * @param there numbers of the model's versions, the newest first, then aliases, with an @ each;
   *     empty: there is no such model
   */
  record Missing(List<String> there) implements ModelLookup {
    /** Copies the list. */
    public Missing {
      there = List.copyOf(there);
    }
  }
}
