/**
 * What the operator and tracking servers tell each other, outside of the passes of the control
 * loop: a server that is slow or away never holds a pass up.
 *
 * <p>Belongs here: the parent run of an attempt, its live progress, its end. Does not belong here:
 * what is reported of that in an AdapterJob's status ({@link dev.graft.operator.adapterjob}), and
 * what trainers record themselves. Start at {@link dev.graft.operator.tracking.TrackingBoard}.
 */
@NullMarked
package dev.graft.operator.tracking;

import org.jspecify.annotations.NullMarked;
