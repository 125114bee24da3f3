/**
 * Python interpreters for what is Python by nature: the MLflow server, and the packages that
 * measurements compare with. Start at {@link dev.graft.cli.python.PythonEnvironment}.
 */
@NullMarked
package dev.graft.cli.python;

import org.jspecify.annotations.NullMarked;
