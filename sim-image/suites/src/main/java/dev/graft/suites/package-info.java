/**
 * Suites of robot tasks, simulated in MuJoCo: a {@link dev.graft.suites.Suite} lists its tasks,
 * opens an {@link dev.graft.suites.Environment} for one, and draws the goals of a seed. {@link
 * dev.graft.suites.Replay} runs a recorded or scripted episode. Start at {@code Suite}; the one
 * suite so far is in {@code dev.graft.suites.metaworld}.
 *
 * <p>What these words mean everywhere: an <i>observation</i> is what a policy sees, an
 * <i>action</i> what it commands for one step, a <i>random vector</i> where a task puts its objects
 * and its goal in an episode. Serving tasks over a network does not belong here.
 *
 * <h2>Goals of a seed</h2>
 *
 * The vector number {@code index} of {@code (task, seed)} is uniform in the box from which the task
 * draws. Its numbers come from SHA-256 in counter mode: block {@code n = 0, 1, ...} is the digest
 * of the task's name in UTF-8, a zero byte, then seed (8 bytes), index (4) and {@code n} (4), all
 * big-endian. A digest is four 8-byte big-endian integers; the upper 53 bits of each, divided by
 * 2<sup>53</sup>, are one number {@code u} in [0, 1), which becomes {@code low + (high - low) * u}
 * of the next coordinate. A task that demands a distance between object and goal takes the next
 * numbers until it holds. So a goal depends on nothing but its three arguments, in any language.
 *
 * <h2>Goals of a benchmark</h2>
 *
 * A suite may also have the goals that its own package draws for a benchmark and a seed, equal bit
 * by bit, so that results can be compared goal by goal; see {@link dev.graft.suites.Suite#goals}.
 */
@NullMarked
package dev.graft.suites;

import org.jspecify.annotations.NullMarked;
