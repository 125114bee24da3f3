/**
 * Tests of the Helm chart in {@code charts/graft} and of the plain manifests that are rendered from
 * it; Helm runs inside the JVM.
 *
 * <p>Start at {@link dev.graft.operator.chart.ChartTest}.
 */
@NullMarked
package dev.graft.operator.chart;

import org.jspecify.annotations.NullMarked;
