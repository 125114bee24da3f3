package dev.graft.simulator.server.demonstration;

import dev.graft.simulator.v1.Demonstration;

/**
 * A finished episode.
 *
 * @param demonstration all of it but its position among the kept ones
 * @param success whether the task was solved at some step
 */
record Episode(Demonstration.Builder demonstration, boolean success) {}
