/** Tests of the command. */
@NullMarked
package dev.graft.cli.run;

import org.jspecify.annotations.NullMarked;
