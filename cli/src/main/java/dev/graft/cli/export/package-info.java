/**
 * {@code graft export}: results of finished jobs as files that others read.
 *
 * <p>Belongs here: finding what is asked for, and putting the files into a folder. Does not belong
 * here: the formats themselves. Start at {@link dev.graft.cli.export.ExportCommand}.
 */
@NullMarked
package dev.graft.cli.export;

import org.jspecify.annotations.NullMarked;
