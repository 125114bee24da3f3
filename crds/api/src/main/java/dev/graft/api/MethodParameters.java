package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The parameters of one adaptation method: what a member of {@link Method} holds. What a method is
 * called and what holds for all of its parameters is in {@link MethodKind}.
 */
public sealed interface MethodParameters
    permits Bottleneck,
        MethodParameters.Lora,
        MethodParameters.Ia3,
        MethodParameters.Fusion,
        MethodParameters.BitFit,
        MethodParameters.ActionHead,
        MethodParameters.FullFineTune,
        MethodParameters.Trained,
        MethodParameters.ZeroShot {
  /** What {@code dropLowest} does (Rücklé et al. 2021, section 3). */
  String DROP_LOWEST =
      "Lowest blocks that get no adapter; they run without gradient and dropout (AdapterDrop).";

  /** The method. */
  MethodKind kind();

  /**
   * Its name in tables and pictures, such as {@code Houlsby 16}: methods alike are told apart by
   * what differs from the defaults.
   */
  default String title() {
    return kind().title();
  }

  /** Number of parameters that an adapter has on a policy of that size: a closed formula. */
  long count(PolicySize size);

  /**
   * Two bottlenecks a block.
   *
   * @param bottleneck width of the bottleneck
   * @param dropLowest lowest blocks without adapters
   */
  record Houlsby(
      @JsonPropertyDescription("Width of the bottleneck, at most the backbone's embeddingDim.")
          @Default("32")
          @Min(1)
          @Max(8192)
          int bottleneck,
      @JsonPropertyDescription(DROP_LOWEST)
          @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Default("0")
          @Min(0)
          @Max(63)
          int dropLowest)
      implements Bottleneck {
    @Override
    public MethodKind kind() {
      return MethodKind.HOULSBY;
    }

    @Override
    public long perBlock() {
      return 2;
    }
  }

  /**
   * One bottleneck a block.
   *
   * @param bottleneck width of the bottleneck
   * @param dropLowest lowest blocks without adapters
   */
  record Pfeiffer(
      @JsonPropertyDescription("Width of the bottleneck, at most the backbone's embeddingDim.")
          @Default("48")
          @Min(1)
          @Max(8192)
          int bottleneck,
      @JsonPropertyDescription(DROP_LOWEST)
          @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Default("0")
          @Min(0)
          @Max(63)
          int dropLowest)
      implements Bottleneck {
    @Override
    public MethodKind kind() {
      return MethodKind.PFEIFFER;
    }
  }

  /**
   * One bottleneck a block, beside the MLP.
   *
   * @param bottleneck width of the bottleneck
   * @param scale factor of what the bottleneck adds
   * @param dropLowest lowest blocks without adapters
   */
  record Parallel(
      @JsonPropertyDescription("Width of the bottleneck, at most the backbone's embeddingDim.")
          @Default("48")
          @Min(1)
          @Max(8192)
          int bottleneck,
      @JsonPropertyDescription("Factor of what the bottleneck adds.")
          @Default("4.0")
          @Min(value = 0, inclusive = false)
          @Max(1000)
          double scale,
      @JsonPropertyDescription(DROP_LOWEST)
          @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Default("0")
          @Min(0)
          @Max(63)
          int dropLowest)
      implements Bottleneck {
    @Override
    public MethodKind kind() {
      return MethodKind.PARALLEL;
    }

    @Override
    public String title() {
      return scale == 4 ? Bottleneck.super.title() : Bottleneck.super.title() + ", scale " + scale;
    }
  }

  /**
   * Two bottlenecks a block, their matrices sums of Kronecker products.
   *
   * @param bottleneck width of the bottleneck, a multiple of {@code hypercomplexDivisions}
   * @param hypercomplexDivisions number n of products, and size of the shared n x n matrices
   * @param dropLowest lowest blocks without adapters
   */
  @ValidationRule(
      value = "self.bottleneck % self.hypercomplexDivisions == 0",
      fieldPath = ".hypercomplexDivisions",
      message = "does not divide bottleneck; use a divisor of it")
  record Compacter(
      @JsonPropertyDescription(
              "Width of the bottleneck, at most the backbone's embeddingDim, and a multiple of"
                  + " hypercomplexDivisions.")
          @Default("24")
          @Min(1)
          @Max(8192)
          int bottleneck,
      @JsonPropertyDescription(
              "Number n of Kronecker products that a matrix is the sum of; divides bottleneck and the"
                  + " backbone's embeddingDim.")
          @Default("4")
          @Min(1)
          @Max(64)
          int hypercomplexDivisions,
      @JsonPropertyDescription(DROP_LOWEST)
          @JsonInclude(JsonInclude.Include.NON_DEFAULT)
          @Default("0")
          @Min(0)
          @Max(63)
          int dropLowest)
      implements Bottleneck {
    @Override
    public MethodKind kind() {
      return MethodKind.COMPACTER;
    }

    @Override
    public String title() {
      String title = Bottleneck.super.title();
      return hypercomplexDivisions == 4 ? title : title + ", n " + hypercomplexDivisions;
    }

    @Override
    public long count(PolicySize size) {
      long d = size.width();
      long m = bottleneck;
      long n = hypercomplexDivisions;
      return 2 * (size.blocks() - dropLowest) * (2 * (d + m) + m + d) + n * n * n;
    }
  }

  /**
   * Low-rank updates of linear layers.
   *
   * @param rank width of the update
   * @param alpha the update is scaled by alpha / rank
   * @param dropout probability on the update's input, in training only
   * @param targets the layers that are updated
   */
  record Lora(
      @JsonPropertyDescription("Rank of the update, at most the backbone's embeddingDim.")
          @Default("8")
          @Min(1)
          @Max(8192)
          int rank,
      @JsonPropertyDescription("The update is scaled by alpha / rank.")
          @Default("16.0")
          @Min(value = 0, inclusive = false)
          @Max(65_536)
          double alpha,
      @JsonPropertyDescription("Dropout probability on the update's input, in training only.")
          @Default("0.0")
          @Min(0)
          @Max(value = 1, inclusive = false)
          double dropout,
      @JsonPropertyDescription("The linear layers of each block that are updated. A set.")
          @Default("[\"q_proj\", \"v_proj\"]")
          @Size(min = 1, max = 6)
          List<Projection> targets)
      implements MethodParameters {
    private static final List<Projection> USUAL = List.of(Projection.Q_PROJ, Projection.V_PROJ);

    /** Sorts the targets: they are a set. */
    public Lora {
      targets = sorted(targets);
    }

    private static List<Projection> sorted(Collection<Projection> targets) {
      return List.copyOf(new TreeSet<>(Objects.requireNonNull(targets)));
    }

    @Override
    public MethodKind kind() {
      return MethodKind.LORA;
    }

    @Override
    public String title() {
      StringBuilder title = new StringBuilder(kind().title()).append(' ').append(rank);
      if (alpha != 16) {
        title.append(", alpha ").append(alpha);
      }
      if (dropout != 0) {
        title.append(", dropout ").append(dropout);
      }
      if (!targets.equals(USUAL)) {
        title.append(" on ").append(places());
      }
      return title.toString();
    }

    private String places() {
      return targets.size() == Projection.values().length
          ? "all layers"
          : String.join(" ", targets.stream().map(Projection::label).toList());
    }

    @Override
    public long count(PolicySize size) {
      long sides = targets.stream().mapToLong(target -> target.sides()).sum();
      return size.blocks() * rank * sides * size.width();
    }
  }

  /** Scales of keys, values and the MLP's hidden layer. */
  record Ia3() implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.IA3;
    }

    @Override
    public long count(PolicySize size) {
      return size.blocks() * (2 + 4) * size.width();
    }
  }

  /**
   * Attention over the adapters of finished jobs.
   *
   * @param sources the adapters
   */
  record Fusion(
      @JsonPropertyDescription(
              "Adapters of finished jobs on the same backbone, of method pfeiffer in all blocks.")
          @Required
          @Size(min = 1, max = 50)
          List<AdapterReference> sources)
      implements MethodParameters {
    /** Copies the sources. */
    public Fusion {
      sources = List.copyOf(sources);
    }

    @Override
    public MethodKind kind() {
      return MethodKind.FUSION;
    }

    @Override
    public String title() {
      return kind().title() + " of " + sources.size();
    }

    @Override
    public long count(PolicySize size) {
      return size.blocks() * 3 * size.width() * size.width();
    }
  }

  /** The biases of a copy of the backbone. */
  record BitFit() implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.BIT_FIT;
    }

    @Override
    public long count(PolicySize size) {
      return size.biases();
    }
  }

  /** A copy of the action head. */
  record ActionHead() implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.ACTION_HEAD;
    }

    @Override
    public long count(PolicySize size) {
      return size.actionDim() * (size.width() + 1);
    }
  }

  /** A copy of the backbone. */
  record FullFineTune() implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.FULL_FINE_TUNE;
    }

    @Override
    public long count(PolicySize size) {
      return size.parameters();
    }
  }

  /**
   * The adapters that another job has trained.
   *
   * @param job that has a run of the same tasks and seeds
   */
  record Trained(
      @JsonPropertyDescription(
              "The finished AdapterJob, on the same backbone, with a run of each task and seed.")
          @Required
          JobReference job)
      implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.TRAINED;
    }

    @Override
    public long count(PolicySize size) {
      return 0;
    }
  }

  /** Nothing. */
  record ZeroShot() implements MethodParameters {
    @Override
    public MethodKind kind() {
      return MethodKind.ZERO_SHOT;
    }

    @Override
    public long count(PolicySize size) {
      return 0;
    }
  }
}
