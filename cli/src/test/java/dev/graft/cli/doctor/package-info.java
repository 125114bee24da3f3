/** Tests of the command. */
@NullMarked
package dev.graft.cli.doctor;

import org.jspecify.annotations.NullMarked;
