/**
 * Rolling a policy out on a fixed list of goals.
 *
 * <p>Belongs here: which environment runs which goal when, and what came of it. Does not belong
 * here: policies, or what is said of the outcomes. Start at {@link
 * dev.graft.trainer.evaluation.Evaluator}.
 */
@NullMarked
package dev.graft.trainer.evaluation;

import org.jspecify.annotations.NullMarked;
