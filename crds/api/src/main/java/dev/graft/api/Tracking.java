package dev.graft.api;

import org.jspecify.annotations.Nullable;

/**
 * The MLflow server and experiment.
 *
 * @param experiment its name; absent: the AdapterJob's name
 * @param uri its address; absent: the operator's default server, or locally one started for the
 *     user
 */
public record Tracking(@Nullable String experiment, @Nullable String uri) {}
