/** Tests of exports. */
@NullMarked
package dev.graft.cli.export;

import org.jspecify.annotations.NullMarked;
