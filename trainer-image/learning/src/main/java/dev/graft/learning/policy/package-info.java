/**
 * The policy network: its architecture, its parameters, and the text of the TorchScript module that
 * computes it.
 *
 * <p>Start at {@link dev.graft.learning.policy.Backbone}. Adapters enter through {@link
 * dev.graft.learning.policy.BlockSite}.
 */
@NullMarked
package dev.graft.learning.policy;

import org.jspecify.annotations.NullMarked;
