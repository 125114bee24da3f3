/** Tests of Meta-World against its Python package. */
@NullMarked
package dev.graft.suites.metaworld;

import org.jspecify.annotations.NullMarked;
