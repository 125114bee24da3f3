/**
 * What a stage leaves behind for whoever started it, {@code result.json} in its state folder.
 *
 * <p>Start at {@link dev.graft.trainer.result.AdapterRunResult}.
 */
@NullMarked
package dev.graft.trainer.result;

import org.jspecify.annotations.NullMarked;
