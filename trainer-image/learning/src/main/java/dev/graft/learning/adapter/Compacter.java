package dev.graft.learning.adapter;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.graft.learning.policy.Gpt2Architecture;
import dev.graft.learning.policy.Graft;
import dev.graft.learning.policy.ScriptWriter;
import dev.graft.learning.tensor.Initialisation;

/**
 * Two bottleneck adapters a block, after the attention and after the MLP: h + Wup GELU(Wdown h +
 * bdown) + bup, each matrix a sum of n Kronecker products, W = sum_i A_i (x) s_i t_i^T (Karimi
 * Mahabadi et al. 2021, section 3). All matrices share the A_i. Adds 2(L - dropLowest)(2(d + m) + m
 * + d) + n^3 parameters.
 *
 * <pre>
 * compacter.A [n, n, n]    of W [out, in]:  s [n, out / n]   t [n, in / n]   bias [out]
 * </pre>
 *
 * <p>s and t start as Glorot has it, A normal with variance 1e-4, but the s of what projects up
 * zero: so the adapted policy starts exactly as the backbone. (With A of deviation 1e-4, as some
 * code has it, gradients would then be smaller than the epsilon of AdamW.)
 *
 * @param bottleneck width m, a multiple of n
 * @param hypercomplexDivisions n, at least 1, a divisor of the backbone's width
 * @param dropLowest lowest blocks without adapters
 */
public record Compacter(
    int bottleneck,
    int hypercomplexDivisions,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int dropLowest)
    implements BottleneckMethod {
  private static final String SHARED = "compacter.A";
  private static final Initialisation SHARED_START = new Initialisation.Normal(1e-2);

  /** Refuses an empty bottleneck and one that n does not divide. */
  public Compacter {
    Bottlenecks.requireSizes(bottleneck, dropLowest);
    if (hypercomplexDivisions < 1) {
      throw new IllegalArgumentException(
          "hypercomplexDivisions is " + hypercomplexDivisions + "; it must be at least 1");
    }
    requireDivisor(hypercomplexDivisions, "bottleneck", bottleneck);
  }

  @Override
  public AdapterLayout layout(Gpt2Architecture architecture) {
    int d = architecture.embeddingDim();
    requireDivisor(hypercomplexDivisions, "embeddingDim", d);
    long n = hypercomplexDivisions;
    LayoutBuilder layout = new LayoutBuilder().parameter(SHARED, SHARED_START, n, n, n);
    blocks(architecture)
        .forEach(
            block -> {
              for (BottleneckPlace place : BottleneckPlace.values()) {
                String path = place.path(block);
                matrix(layout, path + ".down_proj", glorot(bottleneck), bottleneck, d);
                matrix(layout, path + ".up_proj", Initialisation.ZEROS, d, bottleneck);
                layout.graft(block, place.site(), piece(path));
              }
            });
    return layout.build();
  }

  private void matrix(LayoutBuilder layout, String path, Initialisation s, long out, long in) {
    long n = hypercomplexDivisions;
    layout
        .parameter(path + ".s", s, n, out / n)
        .parameter(path + ".t", glorot(in), n, in / n)
        .parameter(path + ".bias", Initialisation.ZEROS, out);
  }

  /** Of a vector with one of n parts of a width: Glorot and Bengio 2010, equation 16. */
  private Initialisation glorot(long width) {
    return new Initialisation.Uniform(Math.sqrt(6.0 / (width / hypercomplexDivisions + 1)));
  }

  private Graft.Piece piece(String path) {
    return (script, input, output) -> {
      String low = script.gelu(linear(script, output, path + ".down_proj"));
      return script.add(output, linear(script, low, path + ".up_proj"));
    };
  }

  private String linear(ScriptWriter script, String x, String path) {
    return script.linear(x, kroneckerSum(script, path), script.parameter(path + ".bias"));
  }

  /** W [out, in]; entry [a p, b q] of it is sum_i A[i, a, b] s[i, p] t[i, q]. */
  private String kroneckerSum(ScriptWriter script, String path) {
    int n = hypercomplexDivisions;
    String s = script.parameter(path + ".s");
    String t = script.parameter(path + ".t");
    String a = "torch.permute(torch.flatten(%s, 1), [1, 0])".formatted(script.parameter(SHARED));
    String products =
        script.assign("torch.mul(torch.unsqueeze(%s, 2), torch.unsqueeze(%s, 1))".formatted(s, t));
    String sums = script.assign("torch.matmul(%s, torch.flatten(%s, 1))".formatted(a, products));
    return script.assign(
        "torch.flatten(torch.flatten(torch.permute(torch.reshape(%s, [%d, %d, torch.size(%s, 1), -1]), [0, 2, 1, 3]), 2, 3), 0, 1)"
            .formatted(sums, n, n, s));
  }

  private static void requireDivisor(int divisions, String name, int width) {
    if (width % divisions != 0) {
      throw new IllegalArgumentException(
          "hypercomplexDivisions is %d, which does not divide %s %d; choose a divisor"
              .formatted(divisions, name, width));
    }
  }
}
