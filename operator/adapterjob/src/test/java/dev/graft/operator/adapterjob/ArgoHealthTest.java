package dev.graft.operator.adapterjob;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.AdapterJobStatus;
import dev.graft.api.Condition;
import dev.graft.operator.resources.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.lib.jse.JsePlatform;

/** Argo CD's health script on statuses that the operator really writes. */
class ArgoHealthTest {
  private static final Path SCRIPT = Path.of("../../docs/argocd/health.lua");

  private final World world = new World();

  @Test
  void jobThatTheOperatorHasNotSeenIsProgressing() throws IOException {
    assertThat(health(LuaValue.NIL, 1)).isEqualTo("Progressing");
  }

  @Test
  void jobAtWorkIsProgressing() throws IOException {
    assertThat(health(world.pass(), 1)).isEqualTo("Progressing");
  }

  @Test
  void waitingJobIsProgressing() throws IOException {
    world.pass();
    world.strandPod(Role.BACKBONE, 0, "0/1 nodes are available");

    assertThat(health(world.pass(), 1)).isEqualTo("Progressing");
  }

  @Test
  void failedJobIsDegraded() throws IOException {
    world.pass();
    world.conclude(Role.BACKBONE, "Failed");

    assertThat(health(world.pass(), 1)).isEqualTo("Degraded");
  }

  @Test
  void finishedJobIsHealthyUntilItsSpecIsChanged() throws IOException {
    world.pass();
    world.conclude(Role.BACKBONE, "Complete");
    world.pass();
    world.conclude(Role.RUNS, "Complete");
    AdapterJobStatus status = world.pass();

    assertThat(health(status, 1)).isEqualTo("Healthy");
    assertThat(health(status, 2)).as("edited, not seen yet").isEqualTo("Progressing");
  }

  @Test
  void jobThatIsPutAsideIsSuspended() throws IOException {
    world.edit(World.manifest().replace("spec:\n", "spec:\n  suspend: true\n"));

    assertThat(health(world.pass(), 1)).isEqualTo("Suspended");
  }

  private static String health(AdapterJobStatus status, int generation) throws IOException {
    LuaTable conditions = new LuaTable();
    for (Condition condition : status.conditions()) {
      LuaTable row = new LuaTable();
      row.set("type", condition.type());
      row.set("status", condition.status().name());
      row.set("reason", condition.reason());
      row.set("message", condition.message());
      conditions.insert(0, row);
    }
    LuaTable table = new LuaTable();
    table.set("conditions", conditions);
    table.set("observedGeneration", 1);
    return health(table, generation);
  }

  private static String health(LuaValue status, int generation) throws IOException {
    LuaTable metadata = new LuaTable();
    metadata.set("generation", generation);
    LuaTable job = new LuaTable();
    job.set("metadata", metadata);
    job.set("status", status);
    Globals globals = JsePlatform.standardGlobals();
    globals.set("obj", job);
    LuaValue health = globals.load(Files.readString(SCRIPT)).call();
    assertThat(health.get("message").tojstring()).isNotBlank();
    return health.get("status").tojstring();
  }
}
