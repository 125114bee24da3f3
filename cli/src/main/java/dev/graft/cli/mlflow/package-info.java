/**
 * The MLflow server that Graft runs for a person on their own machine, and the commands about
 * servers.
 *
 * <p>Belongs here: finding, starting and stopping it, and the list of registered models. Does not
 * belong here: what is recorded in it. Start at {@link dev.graft.cli.mlflow.LocalMlflow}.
 */
@NullMarked
package dev.graft.cli.mlflow;

import org.jspecify.annotations.NullMarked;
