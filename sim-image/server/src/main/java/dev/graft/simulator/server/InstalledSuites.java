package dev.graft.simulator.server;

import dev.graft.suites.Suite;
import dev.graft.suites.metaworld.MetaWorld;
import java.util.List;

/** The suites that this build of the simulator carries. */
public final class InstalledSuites {
  private InstalledSuites() {}

  /** All of them. */
  public static List<Suite> all() {
    return List.of(new MetaWorld());
  }
}
