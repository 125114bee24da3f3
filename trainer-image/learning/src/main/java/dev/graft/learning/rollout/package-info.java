/**
 * Acting: a trained policy drives many environments in lock-step, with cached keys and values.
 *
 * <p>Start at {@link dev.graft.learning.rollout.PolicyController}.
 */
@NullMarked
package dev.graft.learning.rollout;

import org.jspecify.annotations.NullMarked;
