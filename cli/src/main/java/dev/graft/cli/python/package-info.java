/**
 * Python interpreters for what is Python by nature: the MLflow server, and the packages that
 * measurements compare with, asked through a {@link dev.graft.cli.python.LineWorker}. Start at
 * {@link dev.graft.cli.python.PythonEnvironment}.
 */
@NullMarked
package dev.graft.cli.python;

import org.jspecify.annotations.NullMarked;
