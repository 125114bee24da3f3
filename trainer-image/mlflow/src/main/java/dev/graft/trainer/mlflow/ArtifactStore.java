package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of runs, over MLflow's artifact proxy ({@code mlflow server --artifacts-destination}).
 *
 * <p>Paths are relative to the run's folder, with {@code /} between folders. Thread-safe.
 */
public final class ArtifactStore {
  private static final String API = "/api/2.0/mlflow-artifacts/artifacts";

  private final Requests requests;

  ArtifactStore(Requests requests) {
    this.requests = requests;
  }

  /** Stores bytes under {@code path}. */
  public void put(TrackedRun run, String path, byte[] content) {
    put(run, path, BodyPublishers.ofByteArray(content), content.length);
  }

  /** Stores text under {@code path}. */
  public void put(TrackedRun run, String path, String content) {
    put(run, path, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Stores a file, or all files of a folder and the folders below, under {@code path}.
   *
   * @throws IOException when the file or folder cannot be read
   */
  public void put(TrackedRun run, String path, Path source) throws IOException {
    for (Path file : filesOf(source)) {
      String relative = source.relativize(file).toString();
      put(
          run,
          relative.isEmpty() ? path : path + "/" + relative,
          BodyPublishers.ofFile(file),
          Files.size(file));
    }
  }

  private void put(TrackedRun run, String path, BodyPublisher content, long bytes) {
    HttpRequest.Builder request = HttpRequest.newBuilder(fileUri(run, path)).PUT(content);
    requests.retrying(
        () ->
            requests.send("store the artifact " + path, request, BodyHandlers.discarding(), bytes));
  }

  /** The bytes stored under {@code path}. */
  public byte[] get(TrackedRun run, String path) {
    return read(run, path, BodyHandlers.ofByteArray());
  }

  private <T> T read(TrackedRun run, String path, BodyHandler<T> handler) {
    HttpRequest.Builder request = HttpRequest.newBuilder(fileUri(run, path)).GET();
    return requests.retrying(() -> requests.send("read the artifact " + path, request, handler));
  }

  /**
   * Fetches all files below {@code path} into a folder.
   *
   * @throws IOException when a file cannot be written
   */
  public void download(TrackedRun run, String path, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Artifact artifact : list(run, path)) {
      String below = path + "/" + artifact.name();
      Path target = folder.resolve(artifact.name());
      if (artifact.kind() == Artifact.Kind.Folder) {
        download(run, below, target);
      } else {
        fetch(run, below, target);
      }
    }
  }

  private void fetch(TrackedRun run, String path, Path target) throws IOException {
    Path partial = target.resolveSibling(target.getFileName() + ".partial");
    read(run, path, BodyHandlers.ofFile(partial));
    Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The files and folders in the folder {@code path}; none when there is no such folder. */
  public List<Artifact> list(TrackedRun run, String path) {
    String query = URLEncoder.encode(root(run) + "/" + path, StandardCharsets.UTF_8);
    JsonNode answer =
        requests.retrying(
            () -> requests.get("list the artifacts of run " + run.runId(), API + "?path=" + query));
    return answer.path("files").valueStream().map(ArtifactStore::artifact).toList();
  }

  private static Artifact artifact(JsonNode file) {
    boolean folder = file.path("is_dir").asBoolean();
    return new Artifact(
        file.path("path").asText(),
        folder ? Artifact.Kind.Folder : Artifact.Kind.File,
        file.path("file_size").asLong());
  }

  private URI fileUri(TrackedRun run, String path) {
    String encoded =
        Arrays.stream(path.split("/"))
            .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
            .collect(Collectors.joining("/"));
    return URI.create(requests.server() + API + "/" + root(run) + "/" + encoded);
  }

  private static String root(TrackedRun run) {
    return run.experimentId() + "/" + run.runId() + "/artifacts";
  }

  private static List<Path> filesOf(Path source) throws IOException {
    try (Stream<Path> paths = Files.walk(source)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /**
   * A stored file or folder.
   *
   * @param name within its folder
   * @param kind which of the two
   * @param bytes size of a file
   */
  public record Artifact(String name, Kind kind, long bytes) {
    /** What is stored under a name. */
    public enum Kind {
      /** Bytes. */
      File,
      /** More files and folders. */
      Folder
    }
  }
}
