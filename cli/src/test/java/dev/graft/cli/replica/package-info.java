/** Tests of the simulators' processes. */
@NullMarked
package dev.graft.cli.replica;

import org.jspecify.annotations.NullMarked;
