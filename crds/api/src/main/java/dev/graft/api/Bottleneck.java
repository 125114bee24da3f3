package dev.graft.api;

/** Adapters with a narrow hidden layer. */
public sealed interface Bottleneck extends MethodParameters
    permits MethodParameters.Houlsby,
        MethodParameters.Pfeiffer,
        MethodParameters.Parallel,
        MethodParameters.Compacter {
  /** Width of the hidden layer. */
  int bottleneck();

  /** Lowest blocks that get no adapter (AdapterDrop). */
  int dropLowest();

  /** How many bottlenecks a block has. */
  default long perBlock() {
    return 1;
  }

  @Override
  default String title() {
    String name = kind().title() + " " + bottleneck();
    return dropLowest() == 0 ? name : name + ", lowest " + dropLowest() + " dropped";
  }

  @Override
  default long count(PolicySize size) {
    long d = size.width();
    long m = bottleneck();
    return perBlock() * (size.blocks() - dropLowest()) * (2 * d * m + m + d);
  }
}
