/**
 * {@code graft bench rollout}: what a rollout session costs beside direct calls of the
 * environments.
 *
 * <p>Start at {@link dev.graft.cli.bench.rollout.RolloutCommand}.
 */
@NullMarked
package dev.graft.cli.bench.rollout;

import org.jspecify.annotations.NullMarked;
