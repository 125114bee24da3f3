/**
 * What a stage tells the tracking server, as data, and the way it gets there.
 *
 * <p>Belongs here: records and their delivery. Does not belong here: requests, those are {@code
 * dev.graft.trainer.mlflow}'s. Start at {@link dev.graft.trainer.record.Spool}.
 */
@NullMarked
package dev.graft.trainer.record;

import org.jspecify.annotations.NullMarked;
