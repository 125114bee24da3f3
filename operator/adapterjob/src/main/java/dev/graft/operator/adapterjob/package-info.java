/**
 * The control loop of AdapterJobs: observe, validate, plan, apply, report.
 *
 * <p>Belongs here: what should exist when ({@link dev.graft.operator.adapterjob.ChildPlanner}),
 * what is told to people ({@link dev.graft.operator.adapterjob.StatusFactory}), both pure functions
 * of an {@link dev.graft.operator.adapterjob.ObservedState}, and the thin shell around them. Does
 * not belong here: what the children look like ({@link dev.graft.operator.resources}),
 * configuration and the process ({@code dev.graft.operator.app}). Start at {@link
 * dev.graft.operator.adapterjob.AdapterJobReconciler}.
 */
@NullMarked
package dev.graft.operator.adapterjob;

import org.jspecify.annotations.NullMarked;
