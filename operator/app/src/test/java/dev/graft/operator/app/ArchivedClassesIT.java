package dev.graft.operator.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.KubernetesBinaries;
import dev.graft.operator.cluster.NeedsControllers;
import dev.graft.operator.cluster.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps the list of classes that the image archives near those that an operator loads. To refresh
 * it: {@code mvn -pl operator/app -am verify -Dit.test=ArchivedClassesIT -Dtest=none
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false
 * -Dgraft.classes=write}.
 */
@ExtendWith(ControlPlaneExtension.class)
class ArchivedClassesIT {
  private static final Path LIST = Path.of("src/image/classes.txt");

  /** A line of the JVM's list that is a class, not a lambda or a part of one. */
  private static final Pattern CLASS = Pattern.compile("^([\\w$/]+)( id: .*)?$");

  /** Classes come and go with each change; a twentieth of them costs some 50 ms. */
  private static final double MAY_BE_MISSING = .05;

  @TempDir private Path folder;

  @Test
  void areNearlyAllThatAnOperatorLoads(ControlPlane plane, KubernetesBinaries binaries)
      throws Exception {
    NeedsControllers.require(binaries);
    Set<String> loaded = loadedAtWork(plane);
    if ("write".equals(System.getProperty("graft.classes"))) {
      Files.write(LIST, loaded);
      return;
    }

    Set<String> missing = new TreeSet<>(loaded);
    missing.removeAll(Files.readAllLines(LIST));

    assertThat((double) missing.size() / loaded.size())
        .as("part of the %d classes that is not archived: %s", loaded.size(), missing)
        .isLessThan(MAY_BE_MISSING);
  }

  private Set<String> loadedAtWork(ControlPlane plane) throws Exception {
    Path list = folder.resolve("classes");
    try (Scenario scenario = new Scenario(plane)) {
      Map<String, String> environment =
          OperatorJvm.environment(plane.kubeconfig(User.OPERATOR), scenario.namespace);
      environment.put("GRAFT_TRACKING_URI", "http://127.0.0.1:1");
      OperatorJvm operator =
          OperatorJvm.start(folder.resolve("log"), environment, "-XX:DumpLoadedClassList=" + list);
      try {
        operator.awaitReady();
        scenario.apply(Scenario.manifest());
        scenario.finishBackbone().forEach(pod -> scenario.kubelet.end(pod, 0));
        scenario.awaitReason("Succeeded");
        operator.get("/metrics");
        operator.terminate();
        operator.exitCode();
      } finally {
        operator.kill();
      }
    }
    return classes(list);
  }

  private static Set<String> classes(Path list) throws IOException {
    return Files.readAllLines(list).stream()
        .map(CLASS::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
