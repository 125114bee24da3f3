package dev.graft.trainer.statistics;

import java.util.Optional;

/**
 * A number and how far it can be trusted.
 *
 * @param value the number
 * @param interval95 its 95 % interval; empty where the sample says nothing of it, such as the
 *     spread over the runs of a single run
 */
public record Estimate(double value, Optional<Interval> interval95) {}
