/**
 * Datasets, backbones and evaluations that other stages may use again, in folders named by the
 * digest of what determines them.
 *
 * <p>Belongs here: finding and making whole entries, also between processes. Does not belong here:
 * what is inside an entry. Start at {@link dev.graft.trainer.store.ContentStore}.
 */
@NullMarked
package dev.graft.trainer.store;

import org.jspecify.annotations.NullMarked;
