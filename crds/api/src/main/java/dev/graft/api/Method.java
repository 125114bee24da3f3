package dev.graft.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The adaptation method; exactly one member.
 *
 * @param houlsby two bottleneck adapters a block
 * @param actionHead a copy of the action head is fine-tuned
 * @param fullFineTune every parameter is fine-tuned
 * @param zeroShot nothing is trained
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value =
        "[has(self.houlsby), has(self.actionHead), has(self.fullFineTune), has(self.zeroShot)]"
            + ".filter(given, given).size() == 1",
    messageExpression =
        "has(self.houlsby) || has(self.actionHead) || has(self.fullFineTune) || has(self.zeroShot) ?"
            + " 'has several methods; keep one of them' : 'has no method; give one of houlsby,"
            + " actionHead, fullFineTune and zeroShot'",
    message = "needs exactly one of houlsby, actionHead, fullFineTune and zeroShot")
public record Method(
    @JsonPropertyDescription(
            "Two bottleneck adapters a block, after attention and after the MLP (Houlsby et al.,"
                + " 2019); the backbone stays frozen.")
        @Nullable Houlsby houlsby,
    @JsonPropertyDescription("Only a copy of the action head is trained.")
        @Nullable Empty actionHead,
    @JsonPropertyDescription("Every parameter of a copy of the backbone is trained.")
        @Nullable Empty fullFineTune,
    @JsonPropertyDescription("Nothing is trained: the backbone is evaluated as it is.")
        @Nullable Empty zeroShot) {

  /** The name of the member that is given, such as {@code houlsby}. */
  public String memberName() {
    if (houlsby != null) {
      return "houlsby";
    }
    if (actionHead != null) {
      return "actionHead";
    }
    return fullFineTune != null ? "fullFineTune" : "zeroShot";
  }

  /** Its name in tables and pictures, such as {@code Houlsby 16}: methods alike are told apart. */
  public String title() {
    if (houlsby != null) {
      return "Houlsby " + houlsby.bottleneck();
    }
    if (actionHead != null) {
      return "Action head";
    }
    return fullFineTune != null ? "Full fine-tuning" : "Zero-shot";
  }

  /**
   * Houlsby et al. (2019): h + Wup GELU(Wdown h) after attention and after the MLP.
   *
   * @param bottleneck width of the bottleneck
   */
  public record Houlsby(
      @JsonPropertyDescription("Width of the bottleneck, at most the backbone's embeddingDim.")
          @Default("32")
          @Min(1)
          @Max(8192)
          int bottleneck) {}

  /** A method without parameters. */
  public record Empty() {}
}
