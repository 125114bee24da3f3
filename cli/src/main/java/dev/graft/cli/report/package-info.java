/**
 * {@code graft report}: one page about a finished job, that needs nothing but itself.
 *
 * <p>Belongs here: what the page says and how it looks. Does not belong here: numbers, those are
 * {@code dev.graft.cli.compare}'s. Start at {@link dev.graft.cli.report.ReportPage}.
 */
@NullMarked
package dev.graft.cli.report;

import org.jspecify.annotations.NullMarked;
