package dev.graft.api;

import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The table of adaptation methods. Schema, validation, plans and the page of methods follow from
 * it; the trainer constructs a method from the member's name and parameters. A new method is a row
 * here, a record in {@link MethodParameters}, a member of {@link Method}, and its construction in
 * the trainer.
 */
public enum MethodKind {
  /** Houlsby et al. 2019. */
  HOULSBY(
      "houlsby",
      "Houlsby",
      Method::houlsby,
      "Two bottleneck adapters a block, after attention and after the MLP: h + Wup GELU(Wdown h).",
      "2 (L - dropLowest) (2dm + m + d)",
      "Houlsby et al. 2019, section 2.1",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Pfeiffer et al. 2021. */
  PFEIFFER(
      "pfeiffer",
      "Pfeiffer",
      Method::pfeiffer,
      "One bottleneck adapter a block, after the MLP: h + Wup GELU(Wdown h).",
      "(L - dropLowest) (2dm + m + d)",
      "Pfeiffer et al. 2021, section 3.1",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** He et al. 2022. */
  PARALLEL(
      "parallel",
      "Parallel",
      Method::parallel,
      "One bottleneck adapter a block, beside the MLP: MLP(x) + scale Wup ReLU(Wdown x).",
      "(L - dropLowest) (2dm + m + d)",
      "He et al. 2022, table 1 and section 4.6",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Hu et al. 2022. */
  LORA(
      "lora",
      "LoRA",
      Method::lora,
      "Low-rank updates of linear layers: W x + alpha / rank B A dropout(x).",
      "L rank (sum of inputs + outputs of the targets)",
      "Hu et al. 2022, section 4.1",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Liu et al. 2022. */
  IA3(
      "ia3",
      "IA3",
      Method::ia3,
      "Learned scales of keys, values and the MLP's hidden layer.",
      "L (2d + 4d)",
      "Liu et al. 2022, section 3.3",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Karimi Mahabadi et al. 2021. */
  COMPACTER(
      "compacter",
      "Compacter",
      Method::compacter,
      "Two bottleneck adapters a block, their matrices sums of n Kronecker products of an n x n"
          + " matrix that all share and a matrix of rank 1.",
      "2 (L - dropLowest) (2(d + m) + m + d) + n^3",
      "Karimi Mahabadi et al. 2021, section 3",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Pfeiffer et al. 2021. */
  FUSION(
      "fusion",
      "Fusion",
      Method::fusion,
      "Attention over the frozen adapters of other tasks, after the MLP of each block: h + sum_n"
          + " softmax_n(Q h . K u_n) V u_n, u_n being what adapter n adds to h.",
      "3L d^2",
      "Pfeiffer et al. 2021, section 3.2",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** Ben Zaken et al. 2022. */
  BIT_FIT(
      "bitFit",
      "BitFit",
      Method::bitFit,
      "The biases of a copy of the backbone are trained, that of the action head among them.",
      "(4 + 11L) d + A",
      "Ben Zaken et al. 2022, section 3",
      Trains.ADDED_PARAMETERS,
      Needs.BLOCKS),
  /** The prediction head alone. */
  ACTION_HEAD(
      "actionHead",
      "Action head",
      Method::actionHead,
      "Only a copy of the action head is trained.",
      "A (d + 1)",
      "Transformer Adapters for Robot Learning, section 3",
      Trains.HEAD_BY_NATURE,
      Needs.ANY_NETWORK),
  /** Everything. */
  FULL_FINE_TUNE(
      "fullFineTune",
      "Full fine-tuning",
      Method::fullFineTune,
      "Every parameter of a copy of the backbone is trained.",
      "all of the backbone's",
      "Transformer Adapters for Robot Learning, section 3",
      Trains.HEAD_BY_NATURE,
      Needs.ANY_NETWORK),
  /** Adapters as another job has left them. */
  TRAINED(
      "trained",
      "Trained",
      Method::trained,
      "Nothing is trained: the adapters of a finished job are evaluated again, on other goals or"
          + " more of them.",
      "0",
      "See the method that trained them",
      Trains.NOTHING,
      Needs.ANY_NETWORK),
  /** The backbone as it is. */
  ZERO_SHOT(
      "zeroShot",
      "Zero-shot",
      Method::zeroShot,
      "Nothing is trained: the backbone is evaluated as it is.",
      "0",
      "Transformer Adapters for Robot Learning, section 3",
      Trains.NOTHING,
      Needs.ANY_NETWORK);

  /** What of the policy a method trains. */
  public enum Trains {
    /** Parameters other than the head's weights, which may be trained too. */
    ADDED_PARAMETERS,
    /** A copy of the head, alone or with everything else. */
    HEAD_BY_NATURE,
    /** Nothing. */
    NOTHING
  }

  /** The networks that a method can adapt. */
  public enum Needs {
    /** Transformers. */
    BLOCKS,
    /** All. */
    ANY_NETWORK
  }

  private final String member;
  private final String title;
  private final Function<Method, @Nullable MethodParameters> parameters;
  private final String form;
  private final String formula;
  private final String source;
  private final Trains trains;
  private final Needs needs;

  MethodKind(
      String member,
      String title,
      Function<Method, @Nullable MethodParameters> parameters,
      String form,
      String formula,
      String source,
      Trains trains,
      Needs needs) {
    this.member = member;
    this.title = title;
    this.parameters = parameters;
    this.form = form;
    this.formula = formula;
    this.source = source;
    this.trains = trains;
    this.needs = needs;
  }

  /** The name of its member in a manifest, such as {@code houlsby}. */
  public String member() {
    return member;
  }

  /** Its name for people. */
  public String title() {
    return title;
  }

  /** What it computes, in a sentence. */
  public String form() {
    return form;
  }

  /**
   * Its number of parameters: L blocks, d wide, m the bottleneck, A numbers in an action, n the
   * hypercomplexDivisions.
   */
  public String formula() {
    return formula;
  }

  /** Where it is described. */
  public String source() {
    return source;
  }

  /** What it trains. */
  public Trains trains() {
    return trains;
  }

  /** The networks it can adapt. */
  public Needs needs() {
    return needs;
  }

  /** Its parameters in a method; null when another is given. */
  @Nullable MethodParameters in(Method method) {
    return parameters.apply(method);
  }

  /** All methods, in the order of manifests and tables. */
  public static Stream<MethodKind> all() {
    return Stream.of(values());
  }
}
