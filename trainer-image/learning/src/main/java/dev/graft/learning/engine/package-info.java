/**
 * The native engine: libtorch reached through DJL, and TorchScript modules made from text.
 *
 * <p>Start at {@link dev.graft.learning.engine.NativeEngine}. The only package, with the sessions
 * and controllers that own native arrays, that knows DJL.
 */
@NullMarked
package dev.graft.learning.engine;

import org.jspecify.annotations.NullMarked;
