package dev.graft.cli.bench.render;

/**
 * What is rendered: a task at the start of an episode.
 *
 * @param task its name
 * @param randomVector where things are
 * @param camera that sees it
 * @param size width and height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scene(String task, double[] randomVector, String camera, int size) {}
