package dev.graft.cli.bench.training;

import dev.graft.learning.adapter.AdapterMethod;
import dev.graft.learning.adapter.FullFineTune;
import dev.graft.learning.adapter.Houlsby;
import dev.graft.learning.adapter.Lora;
import dev.graft.learning.adapter.Projection;
import dev.graft.learning.policy.Precision;
import java.util.List;

/**
 * What is trained: a transformer of the size of {@code examples/ml45}, on numbers of no meaning.
 *
 * @param training which of its parameters
 * @param precision of the arithmetic
 * @param threads of each contestant
 */
record Exercise(Training training, Precision precision, int threads) {
  static final int STATE_DIM = 39;
  static final int ACTION_DIM = 4;
  static final int LAYERS = 4;
  static final int HEADS = 4;
  static final int EMBEDDING_DIM = 256;
  static final int CONTEXT = 50;
  static final int MAX_TIMESTEPS = 500;
  static final double DROPOUT = 0.1;
  static final int BATCH_SIZE = 16;
  static final int BOTTLENECK = 32;
  static final int RANK = 8;
  static final double ALPHA = 16;

  /** Which parameters are trained. */
  enum Training {
    /** All of them. */
    pretrain(new FullFineTune()),
    /** Two bottlenecks a block. */
    houlsby(new Houlsby(BOTTLENECK, 0)),
    /** Low-rank updates of all linear layers of the blocks. */
    lora(new Lora(RANK, ALPHA, 0, List.of(Projection.values())));

    private final AdapterMethod method;

    Training(AdapterMethod method) {
      this.method = method;
    }

    AdapterMethod method() {
      return method;
    }
  }
}
