package dev.graft.learning.policy;

import dev.graft.learning.tensor.Initialisation;
import dev.graft.learning.tensor.ParameterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The parameters of a {@link Gpt2Architecture}: L blocks, width d, S numbers in a state, A in an
 * action, M timesteps. In all: L(12d^2 + 13d) + d(S + A + M + 6) + A(d + 1).
 *
 * <pre>
 * state_embedding [d, S]   action_embedding [d, A]   timestep_embedding.weight [M, d]   embedding_norm [d]
 * blocks.i.attention_norm [d]   blocks.i.attention.qkv_proj [3d, d]   blocks.i.attention.out_proj [d, d]
 * blocks.i.mlp_norm [d]         blocks.i.mlp.up_proj [4d, d]          blocks.i.mlp.down_proj [d, 4d]
 * final_norm [d]   action_head [A, d]
 * </pre>
 *
 * <p>Weights start normal with deviation .02, the two projections into the residual stream with .02
 * / sqrt(2L); biases zero, norms one (GPT-2: Radford et al. 2019, section 2.3).
 */
public final class Gpt2Parameters {
  private static final double DEVIATION = 0.02;

  private final List<ParameterSpec> specs = new ArrayList<>();

  private Gpt2Parameters() {}

  /** All parameters, in the order of their file. */
  public static List<ParameterSpec> of(Gpt2Architecture a) {
    Gpt2Parameters parameters = new Gpt2Parameters();
    long d = a.embeddingDim();
    parameters.linear("state_embedding", d, a.stateDim(), DEVIATION);
    parameters.linear("action_embedding", d, a.actionDim(), DEVIATION);
    parameters.add("timestep_embedding.weight", normal(DEVIATION), a.maxTimesteps(), d);
    parameters.norm("embedding_norm", d);
    for (int i = 0; i < a.layers(); i++) {
      parameters.block(a, block(i));
    }
    parameters.norm("final_norm", d);
    parameters.linear(Architecture.ACTION_HEAD, a.actionDim(), d, DEVIATION);
    return List.copyOf(parameters.specs);
  }

  /** Path of a block. */
  public static String block(int index) {
    return "blocks." + index;
  }

  private void block(Gpt2Architecture a, String path) {
    long d = a.embeddingDim();
    double residual = DEVIATION / Math.sqrt(2.0 * a.layers());
    norm(path + ".attention_norm", d);
    linear(path + ".attention.qkv_proj", 3 * d, d, DEVIATION);
    linear(path + ".attention.out_proj", d, d, residual);
    norm(path + ".mlp_norm", d);
    linear(path + ".mlp.up_proj", a.mlpDim(), d, DEVIATION);
    linear(path + ".mlp.down_proj", d, a.mlpDim(), residual);
  }

  private void linear(String path, long out, long in, double deviation) {
    add(path + ".weight", normal(deviation), out, in);
    add(path + ".bias", Initialisation.ZEROS, out);
  }

  private void norm(String path, long d) {
    add(path + ".weight", Initialisation.ONES, d);
    add(path + ".bias", Initialisation.ZEROS, d);
  }

  private void add(String name, Initialisation initialisation, long... shape) {
    specs.add(ParameterSpec.of(name, initialisation, shape));
  }

  private static Initialisation normal(double deviation) {
    return new Initialisation.Normal(deviation);
  }
}
