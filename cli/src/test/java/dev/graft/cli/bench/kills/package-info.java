/** Tests of the drill's own judgement. */
@NullMarked
package dev.graft.cli.bench.kills;

import org.jspecify.annotations.NullMarked;
