/** Tests of reading manifests. */
@NullMarked
package dev.graft.cli.manifest;

import org.jspecify.annotations.NullMarked;
