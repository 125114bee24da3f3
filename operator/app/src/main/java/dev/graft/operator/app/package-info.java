/**
 * The operator's process: configuration, start, health, stop.
 *
 * <p>Belongs here: what surrounds the control loop. Does not belong here: decisions about
 * AdapterJobs ({@link dev.graft.operator.adapterjob}). Start at {@link
 * dev.graft.operator.app.OperatorMain}.
 */
@NullMarked
package dev.graft.operator.app;

import org.jspecify.annotations.NullMarked;
