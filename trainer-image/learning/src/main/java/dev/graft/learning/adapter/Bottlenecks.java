package dev.graft.learning.adapter;

import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.policy.ScriptWriter;
import dev.graft.learning.tensor.Initialisation;
import java.util.List;

/** What bottleneck methods with dense matrices share. */
final class Bottlenecks {
  private Bottlenecks() {}

  /** Refuses an empty bottleneck and a negative number of blocks. */
  static void requireSizes(int bottleneck, int dropLowest) {
    if (bottleneck < 1) {
      throw new IllegalArgumentException("bottleneck is " + bottleneck + "; it must be at least 1");
    }
    if (dropLowest < 0) {
      throw new IllegalArgumentException("dropLowest is " + dropLowest + "; it must be at least 0");
    }
  }

  /** Adapters that follow what leaves their places. */
  static AdapterLayout sequential(
      BottleneckMethod method, Gpt2Architecture architecture, List<BottleneckPlace> places) {
    LayoutBuilder layout = new LayoutBuilder();
    method
        .blocks(architecture)
        .forEach(
            block ->
                places.forEach(
                    place -> {
                      String path = place.path(block);
                      dense(layout, path, architecture.embeddingDim(), method.bottleneck());
                      layout.graft(block, place.site(), following(path));
                    }));
    return layout.build();
  }

  /** Adds Wdown [m, d], Wup [d, m] and their biases below a path. */
  static void dense(LayoutBuilder layout, String path, long d, long m) {
    layout
        .linear(path + ".down_proj", LayoutBuilder.kaiming(d), m, d)
        .linear(path + ".up_proj", Initialisation.ZEROS, d, m);
  }

  /** h + Wup GELU(Wdown h + bdown) + bup. */
  private static Graft.Piece following(String path) {
    return (script, input, output) -> script.add(output, added(script, output, path));
  }

  /** Wup GELU(Wdown h + bdown) + bup. */
  static String added(ScriptWriter script, String h, String path) {
    String low = script.gelu(script.linear(h, path + ".down_proj"));
    return script.linear(low, path + ".up_proj");
  }
}
