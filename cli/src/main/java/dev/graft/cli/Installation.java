package dev.graft.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this installation keeps its files, as the launcher tells in the environment.
 *
 * @param root the project's folder, which holds the launcher's scripts
 * @param cache everything that is neither a source nor a Maven dependency
 */
public record Installation(Path root, Path cache) {

  /**
   * Reads {@code GRAFT_ROOT} and {@code GRAFT_CACHE}, with the launcher's defaults.
   *
   * @param environment of the process
   */
  public static Installation of(Map<String, String> environment) {
    return new Installation(
        Path.of(environment.getOrDefault("GRAFT_ROOT", "")).toAbsolutePath(),
        cache(environment).toAbsolutePath());
  }

  private static Path cache(Map<String, String> environment) {
    String own = environment.getOrDefault("GRAFT_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path parent =
        shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
    return parent.resolve("graft");
  }

  /** Jobs, a folder each. */
  public Path jobs() {
    return cache.resolve("jobs");
  }

  /** Datasets and backbones that jobs share, by digest. */
  public Path store() {
    return cache.resolve("store");
  }

  /** The local MLflow server's data. */
  public Path mlflow() {
    return cache.resolve("mlflow");
  }

  /** One of the launcher's scripts. */
  public Path launcher(String name) {
    return root.resolve("cli").resolve("launcher").resolve(name);
  }
}
