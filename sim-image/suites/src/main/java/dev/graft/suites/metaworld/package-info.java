/**
 * Meta-World's v3 tasks for the Sawyer arm (metaworld 3.1.1, reward version 2) with their scripted
 * policies. {@link dev.graft.suites.metaworld.MetaWorld} lists them. A task is one file: its {@code
 * Definition} (scene, ranges) and the few functions that set it apart (how it places objects, what
 * is observed of them, reward, script). What all share is in {@code Task}, {@code Sawyer} and
 * {@code SawyerEnvironment}; start reading at {@code Reach}. {@code Splits} has the task lists of
 * Meta-World's benchmarks, {@code BenchmarkGoals} draws their goals as Python does.
 *
 * <p>Numbers equal those of the Python package bit by bit, so formulas keep its order of operations
 * and its precision: {@code Vec3} rounds as numpy does, {@code Promoted} knows where a float32
 * action makes a reward float32, {@code LibM} calls the C library's functions, {@code NumPy} has
 * those that numpy computes in its own way on some processors.
 */
@NullMarked
package dev.graft.suites.metaworld;

import org.jspecify.annotations.NullMarked;
