package dev.graft.simulator.server;

import java.time.Duration;

/**
 * What a connection may ask of the server, before any message of it is read. The contents of
 * messages have their own bounds, where they are checked.
 */
final class Limits {
  /** Ours are some hundred bytes; proxies add to them. */
  static final int HEADER_BYTES = 8 * 1024;

  /** A client that comes back connects again by itself. */
  static final Duration UNUSED_CONNECTION = Duration.ofMinutes(30);

  /** For the first bytes of a connection. */
  static final Duration HANDSHAKE = Duration.ofSeconds(20);

  /** A task's longest name, its length and tag included; a reset or a step takes less. */
  private static final int BYTES_PER_ENVIRONMENT = 128;

  /** A collection names each task once, so this is much more than any needs. */
  private static final int OTHER_BYTES = 64 * 1024;

  /** Descriptions, health checks and collections, besides the sessions. */
  private static final int OTHER_CALLS = 32;

  private Limits() {}

  /** Of the largest request that can be met. */
  static int messageBytes(SimulatorSettings settings) {
    int environments = Math.min(settings.maxEnvironments(), settings.maxEnvironmentsPerSession());
    return Math.toIntExact(
        Math.min(Integer.MAX_VALUE, OTHER_BYTES + (long) BYTES_PER_ENVIRONMENT * environments));
  }

  /** A session of each environment, and a few more. */
  static int callsPerConnection(SimulatorSettings settings) {
    return Math.min(Integer.MAX_VALUE - OTHER_CALLS, settings.maxEnvironments()) + OTHER_CALLS;
  }
}
