/** Tests of the command. */
@NullMarked
package dev.graft.cli.mlflow;

import org.jspecify.annotations.NullMarked;
