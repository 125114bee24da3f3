/**
 * {@code graft bench kills}: whether jobs come to the same end however often they are killed.
 *
 * <p>Start at {@link dev.graft.cli.bench.kills.KillsCommand}, then {@link
 * dev.graft.cli.bench.kills.Drill}.
 */
@NullMarked
package dev.graft.cli.bench.kills;

import org.jspecify.annotations.NullMarked;
