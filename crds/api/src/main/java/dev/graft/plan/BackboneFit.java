package dev.graft.plan;

import dev.graft.api.Adapter;
import dev.graft.api.AdapterJobSpec;
import dev.graft.api.Architecture;
import dev.graft.api.Bottleneck;
import dev.graft.api.Gpt2;
import dev.graft.api.MethodKind;
import dev.graft.api.MethodKind.Needs;
import dev.graft.api.MethodParameters;

/**
 * Whether a spec fits a backbone that another job has made: what the schema's rules check for one
 * that is pretrained in the spec itself.
 */
final class BackboneFit {
  private static final String METHOD = "spec.adapter.method";

  private final String source;
  private final Gpt2 gpt2;

  private BackboneFit(String source, Gpt2 gpt2) {
    this.source = source;
    this.gpt2 = gpt2;
  }

  /**
   * Checks it.
   *
   * @param source name of the job that has the backbone, or of the registered model
   * @throws PlanException when it does not fit
   */
  static void require(AdapterJobSpec spec, String source, Architecture architecture) {
    Adapter adapter = spec.adapter();
    Gpt2 gpt2 = architecture.gpt2();
    if (gpt2 != null) {
      BackboneFit fit = new BackboneFit(source, gpt2);
      fit.steps(spec.evaluation().maxEpisodeSteps());
      if (adapter != null) {
        fit.method(adapter.method().given());
      }
    } else if (adapter != null && adapter.method().kind().needs() != Needs.ANY_NETWORK) {
      throw new PlanException(
          METHOD,
          "%s needs the blocks of a transformer, and the backbone of '%s' is an mlp, which has none; use one of %s"
              .formatted(
                  adapter.method().memberName(),
                  source,
                  String.join(
                      ", ",
                      MethodKind.all()
                          .filter(kind -> kind.needs() == Needs.ANY_NETWORK)
                          .map(MethodKind::member)
                          .toList())));
    }
  }

  private void steps(int steps) {
    atMost("spec.evaluation.maxEpisodeSteps", steps, gpt2.maxTimesteps(), "maxTimesteps");
  }

  private void method(MethodParameters method) {
    String field = METHOD + "." + method.kind().member();
    if (method instanceof Bottleneck narrow) {
      atMost(field + ".bottleneck", narrow.bottleneck(), gpt2.embeddingDim(), "embeddingDim");
      atMost(field + ".dropLowest", narrow.dropLowest(), gpt2.layers() - 1, "layers less one");
    }
    if (method instanceof MethodParameters.Lora lora) {
      atMost(field + ".rank", lora.rank(), gpt2.embeddingDim(), "embeddingDim");
    }
    if (method instanceof MethodParameters.Compacter compacter
        && gpt2.embeddingDim() % compacter.hypercomplexDivisions() != 0) {
      throw new PlanException(
          field + ".hypercomplexDivisions",
          "%d does not divide the embeddingDim of the backbone of '%s', %d; use a divisor of it"
              .formatted(compacter.hypercomplexDivisions(), source, gpt2.embeddingDim()));
    }
  }

  private void atMost(String field, int value, int most, String what) {
    if (value > most) {
      throw new PlanException(
          field,
          "%d is too much for the backbone of '%s'; use at most its %s, %d"
              .formatted(value, source, what, most));
    }
  }
}
