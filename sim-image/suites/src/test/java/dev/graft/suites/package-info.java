/** Tests of the suites' interface, and the Python oracle that all of them share. */
@NullMarked
package dev.graft.suites;

import org.jspecify.annotations.NullMarked;
