/**
 * Rollout sessions: environments that a client resets and steps together. A session's state belongs
 * to its stream and ends with it.
 *
 * <p>Start at {@link dev.graft.simulator.server.rollout.RolloutStream}, which answers the messages
 * of one stream by its {@code Session}.
 */
@NullMarked
package dev.graft.simulator.server.rollout;

import org.jspecify.annotations.NullMarked;
