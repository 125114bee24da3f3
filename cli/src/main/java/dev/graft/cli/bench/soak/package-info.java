/**
 * {@code graft bench soak}: clients that come and go in every way there is, for as long as one
 * likes, and whether the server they leave behind is as large as before.
 *
 * <p>Start at {@link dev.graft.cli.bench.soak.SoakCommand}. {@code Visit} lists the ways, {@code
 * Visitors} make them, a {@code Sample} is what the process takes, {@code Trend} says whether that
 * grows.
 */
@NullMarked
package dev.graft.cli.bench.soak;

import org.jspecify.annotations.NullMarked;
