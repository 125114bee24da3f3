package dev.graft.operator.cluster;

import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The programs of the control plane.
 *
 * @param etcd the store
 * @param apiServer kube-apiserver
 * @param controllerManager kube-controller-manager; null where only the other two could be had
 */
public record KubernetesBinaries(Path etcd, Path apiServer, @Nullable Path controllerManager) {
  private static final String FOLDER_VARIABLE = "GRAFT_KUBE_DIR";

  /** The version that the library downloads when nothing else is at hand. */
  private static final String DOWNLOADED_VERSION = "1.34.*";

  /**
   * Looks for the programs: in the folder that {@code GRAFT_KUBE_DIR} names, in the cache, by
   * building them there when Go is installed, by a download.
   *
   * @param environment variables of this process
   * @return empty, after saying why on standard error, when nothing works
   */
  static Optional<KubernetesBinaries> find(Map<String, String> environment) {
    String folder = environment.get(FOLDER_VARIABLE);
    if (folder != null) {
      return Optional.of(
          inFolder(Path.of(folder))
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "%s is %s, which has no etcd and kube-apiserver: correct or unset it"
                              .formatted(FOLDER_VARIABLE, folder))));
    }
    return built().or(KubernetesBinaries::downloaded);
  }

  private static Optional<KubernetesBinaries> inFolder(Path folder) {
    Path etcd = folder.resolve("etcd");
    Path apiServer = folder.resolve("kube-apiserver");
    Path controllers = folder.resolve("kube-controller-manager");
    return Files.isExecutable(etcd) && Files.isExecutable(apiServer)
        ? Optional.of(
            new KubernetesBinaries(
                etcd, apiServer, Files.isExecutable(controllers) ? controllers : null))
        : Optional.empty();
  }

  /** The script looks into the cache first, and fails at once where there is no Go. */
  private static Optional<KubernetesBinaries> built() {
    Path script = repositoryRoot().resolve("operator/kube/build");
    try {
      Process build =
          new ProcessBuilder(script.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return build.waitFor() == 0 ? inFolder(Path.of(output.strip())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the control plane was built", e);
    }
  }

  private static Optional<KubernetesBinaries> downloaded() {
    System.err.println("Downloading kube-apiserver and etcd for the tests.");
    var manager =
        new BinaryManager(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withApiServerVersion(DOWNLOADED_VERSION)
                .build());
    try {
      manager.initAndDownloadIfRequired();
    } catch (KubeAPITestException e) {
      System.err.println("No download either: " + e.getMessage());
      return Optional.empty();
    }
    Path etcd = manager.binaries().getEtcd().toPath();
    Path apiServer = manager.binaries().getApiServer().toPath();
    return Optional.of(new KubernetesBinaries(etcd, apiServer, null));
  }

  private static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("operator/kube"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("run the tests inside the repository");
      }
    }
    return folder;
  }
}
