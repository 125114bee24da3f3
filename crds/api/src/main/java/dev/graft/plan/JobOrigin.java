package dev.graft.plan;

/**
 * The job that something was made by.
 *
 * @param job its name
 * @param experiment where its records are
 */
public record JobOrigin(String job, String experiment) {}
