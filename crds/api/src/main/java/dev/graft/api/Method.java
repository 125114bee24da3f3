package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The adaptation method; exactly one member. {@link MethodKind} says what each is; the rules of
 * which may be given follow from that table.
 *
 * @param houlsby two bottleneck adapters a block
 * @param pfeiffer one bottleneck adapter a block
 * @param parallel a bottleneck adapter beside each MLP
 * @param lora low-rank updates of linear layers
 * @param ia3 scales of keys, values and the MLP's hidden layer
 * @param compacter bottleneck adapters of Kronecker products
 * @param fusion attention over the adapters of finished jobs
 * @param bitFit the biases are fine-tuned
 * @param actionHead a copy of the action head is fine-tuned
 * @param fullFineTune every parameter is fine-tuned
 * @param trained the adapters of a finished job
 * @param zeroShot nothing is trained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Method(
    MethodParameters.@Nullable Houlsby houlsby,
    MethodParameters.@Nullable Pfeiffer pfeiffer,
    MethodParameters.@Nullable Parallel parallel,
    MethodParameters.@Nullable Lora lora,
    MethodParameters.@Nullable Ia3 ia3,
    MethodParameters.@Nullable Compacter compacter,
    MethodParameters.@Nullable Fusion fusion,
    MethodParameters.@Nullable BitFit bitFit,
    MethodParameters.@Nullable ActionHead actionHead,
    MethodParameters.@Nullable FullFineTune fullFineTune,
    MethodParameters.@Nullable Trained trained,
    MethodParameters.@Nullable ZeroShot zeroShot) {

  /** The method with these parameters. */
  public static Method of(MethodParameters parameters) {
    return new Method(
        as(MethodParameters.Houlsby.class, parameters),
        as(MethodParameters.Pfeiffer.class, parameters),
        as(MethodParameters.Parallel.class, parameters),
        as(MethodParameters.Lora.class, parameters),
        as(MethodParameters.Ia3.class, parameters),
        as(MethodParameters.Compacter.class, parameters),
        as(MethodParameters.Fusion.class, parameters),
        as(MethodParameters.BitFit.class, parameters),
        as(MethodParameters.ActionHead.class, parameters),
        as(MethodParameters.FullFineTune.class, parameters),
        as(MethodParameters.Trained.class, parameters),
        as(MethodParameters.ZeroShot.class, parameters));
  }

  private static <T> @Nullable T as(Class<T> type, MethodParameters parameters) {
    return type.isInstance(parameters) ? type.cast(parameters) : null;
  }

  /**
   * The parameters of the member that is given.
   *
   * @throws IllegalStateException when none is, which the CRD refuses
   */
  public MethodParameters given() {
    return MethodKind.all()
        .map(kind -> kind.in(this))
        .filter(Objects::nonNull)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("method has no member: give one"));
  }

  /** Which method it is. */
  public MethodKind kind() {
    return given().kind();
  }

  /** The name of the member that is given, such as {@code houlsby}. */
  public String memberName() {
    return kind().member();
  }

  /** Its name in tables and pictures, such as {@code Houlsby 16}: methods alike are told apart. */
  public String title() {
    return given().title();
  }

  /** Whether anything is trained. */
  public boolean trains() {
    return kind().trains() != MethodKind.Trains.NOTHING;
  }
}
