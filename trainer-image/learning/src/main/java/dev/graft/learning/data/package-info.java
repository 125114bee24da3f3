/**
 * Demonstrations: trajectories, their order, digest and file; the statistics of their states; the
 * windows an epoch draws.
 *
 * <p>Start at {@link dev.graft.learning.data.TrajectoryDataset}. Does not belong here: where
 * demonstrations come from.
 */
@NullMarked
package dev.graft.learning.data;

import org.jspecify.annotations.NullMarked;
