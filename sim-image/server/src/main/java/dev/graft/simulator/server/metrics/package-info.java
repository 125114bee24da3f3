/**
 * What a server counts, and the HTTP endpoint that tells it to Prometheus.
 *
 * <p>Start at {@link dev.graft.simulator.server.metrics.SimulatorMetrics}, which names every metric
 * of the simulator's own.
 */
@NullMarked
package dev.graft.simulator.server.metrics;

import org.jspecify.annotations.NullMarked;
