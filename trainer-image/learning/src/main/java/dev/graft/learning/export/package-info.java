/**
 * Backbones and adapters as files that need none of this code: {@code policy.py}, a plain PyTorch
 * module that loads both, and adapters as {@code peft} has them.
 *
 * <p>Belongs here: files for others. Does not belong here: the files that training itself reads
 * ({@link dev.graft.learning.adapter}, {@link dev.graft.learning.policy}). Start at {@link
 * dev.graft.learning.export.PolicyFiles}.
 */
@NullMarked
package dev.graft.learning.export;

import org.jspecify.annotations.NullMarked;
