package dev.graft.simulator.client;

/**
 * What a camera saw, upright.
 *
 * @param rgb rows from the top of red, green and blue bytes {@code [height, width, 3]}
 * @param depth rows from the top of distances along the camera's axis in metres {@code [height,
 *     width]}; empty for a camera without depth
 */
@SuppressWarnings("ArrayRecordComponent") // a transfer object, never compared
public record Picture(byte[] rgb, float[] depth) {}
