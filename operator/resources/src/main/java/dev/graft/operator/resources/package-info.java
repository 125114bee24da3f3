/**
 * Builders of the Kubernetes objects an AdapterJob consists of: pure functions of a {@link
 * dev.graft.operator.resources.Blueprint}.
 *
 * <p>Belongs here: names, labels, pod templates, Jobs, the simulators' workload. Does not belong
 * here: clients, clocks, decisions about what should exist when (those are the operator's planner).
 * Start at {@link dev.graft.operator.resources.Blueprint}, then {@link
 * dev.graft.operator.resources.RunsJob}.
 */
@NullMarked
package dev.graft.operator.resources;

import org.jspecify.annotations.NullMarked;
