/**
 * MLflow as Graft uses it: experiments, runs made at most once, batches, inputs and artifacts.
 *
 * <p>Belongs here: requests, their retries and their limits. Does not belong here: which facts of a
 * stage are recorded, that is {@code dev.graft.trainer.record}. Start at {@link
 * dev.graft.trainer.mlflow.TrackingServer}.
 */
@NullMarked
package dev.graft.trainer.mlflow;

import org.jspecify.annotations.NullMarked;
