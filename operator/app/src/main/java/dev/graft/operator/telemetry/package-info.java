/**
 * What the operator tells about itself: metrics, health, logs.
 *
 * <p>Belongs here: figures of the process and of its work as a whole. Does not belong here: what is
 * told about one AdapterJob, which is in its status. Start at {@link
 * dev.graft.operator.telemetry.OperatorMetrics}.
 */
@NullMarked
package dev.graft.operator.telemetry;

import org.jspecify.annotations.NullMarked;
