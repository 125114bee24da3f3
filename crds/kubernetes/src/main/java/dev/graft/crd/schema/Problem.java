package dev.graft.crd.schema;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A value that its schema refuses.
 *
 * @param path the field
 * @param value what is there; null: nothing
 * @param message what is wrong and what to do about it
 */
public record Problem(String path, @Nullable JsonNode value, String message) {}
