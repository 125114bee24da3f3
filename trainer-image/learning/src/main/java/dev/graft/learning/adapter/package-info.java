/**
 * Adapter methods: what each adds to a frozen backbone, what it trains, and the files a trained
 * adapter is kept in.
 *
 * <p>Start at {@link dev.graft.learning.adapter.AdapterMethod}, the table of methods.
 */
@NullMarked
package dev.graft.learning.adapter;

import org.jspecify.annotations.NullMarked;
