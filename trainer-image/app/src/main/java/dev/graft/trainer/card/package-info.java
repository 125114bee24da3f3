/**
 * Model cards: what a backbone or an adapter is, what it came to, and how to load it, in Markdown.
 *
 * <p>Belongs here: pure text. Does not belong here: where it is kept. Start at {@link
 * dev.graft.trainer.card.AdapterCard}.
 */
@NullMarked
package dev.graft.trainer.card;

import org.jspecify.annotations.NullMarked;
