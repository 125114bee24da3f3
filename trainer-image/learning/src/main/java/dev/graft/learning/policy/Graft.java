package dev.graft.learning.policy;

/**
 * A piece put on a site of a block.
 *
 * @param block index of the block
 * @param site where in the block
 * @param piece what it computes
 */
public record Graft(int block, BlockSite site, Piece piece) {

  /** Writes the computation of a graft. */
  @FunctionalInterface
  public interface Piece {
    /**
     * Appends statements to the script.
     *
     * @param script where to, and the source of parameters and fresh names
     * @param input variable with what entered the site's piece of the network, {@code [.., in]}
     * @param output variable with what left it, {@code [.., out]}
     * @return variable with what takes the place of {@code output}, of the same shape
     */
    String write(ScriptWriter script, String input, String output);
  }
}
