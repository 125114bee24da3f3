/**
 * A simulator server in a process of its own, for measurements that go through a socket.
 *
 * <p>Start at {@link dev.graft.cli.bench.server.ServedSimulator}.
 */
@NullMarked
package dev.graft.cli.bench.server;

import org.jspecify.annotations.NullMarked;
