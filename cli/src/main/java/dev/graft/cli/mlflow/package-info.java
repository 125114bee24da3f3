/**
 * The MLflow server that Graft runs for a person on their own machine.
 *
 * <p>Belongs here: finding, starting and stopping it. Does not belong here: what is recorded in it.
 * Start at {@link dev.graft.cli.mlflow.LocalMlflow}.
 */
@NullMarked
package dev.graft.cli.mlflow;

import org.jspecify.annotations.NullMarked;
