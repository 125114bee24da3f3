/**
 * The {@code graft} command.
 *
 * <p>Belongs here: the root command, and what all commands share: exit codes, where files lie. Does
 * not belong here: the commands themselves, which have a package each. Start at {@link
 * dev.graft.cli.Graft}.
 */
@NullMarked
package dev.graft.cli;

import org.jspecify.annotations.NullMarked;
