package dev.graft.suites;

/**
 * A camera that a task can be seen from.
 *
 * @param name of the scene's camera, or of a preset of the suite
 * @param description where it is and what it sees, in a few words
 */
public record CameraInfo(String name, String description) {}
