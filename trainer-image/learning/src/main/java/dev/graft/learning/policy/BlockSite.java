package dev.graft.learning.policy;

/**
 * A named place in a block where a graft may replace what leaves a piece of the network, knowing
 * what entered it.
 *
 * <pre>
 * x -+- norm -> [QUERY | KEY | VALUE] -> attention -> [ATTENTION_OUTPUT] -> dropout -> [AFTER_ATTENTION] -+-> x
 * x -+- norm -> [MLP_UP] -> GELU -> [MLP_HIDDEN] -> [MLP_DOWN] -> dropout -> [AFTER_MLP] -----------------+-> x
 * </pre>
 */
public enum BlockSite {
  /** Query projection: from the normed tokens. */
  QUERY,
  /** Key projection: from the normed tokens. */
  KEY,
  /** Value projection: from the normed tokens. */
  VALUE,
  /** Output projection of the attention: from the heads' concatenated values. */
  ATTENTION_OUTPUT,
  /** The attention half, before the residual sum: from the normed tokens. */
  AFTER_ATTENTION,
  /** First layer of the MLP: from the normed tokens. */
  MLP_UP,
  /** The activation of the MLP: from its first layer. */
  MLP_HIDDEN,
  /** Second layer of the MLP: from the activation. */
  MLP_DOWN,
  /** The MLP half, before the residual sum: from the normed tokens. */
  AFTER_MLP
}
