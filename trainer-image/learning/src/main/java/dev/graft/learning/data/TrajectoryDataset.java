package dev.graft.learning.data;

import dev.graft.learning.tensor.ContentDigest;
import dev.graft.learning.tensor.MalformedFileException;
import dev.graft.learning.tensor.Safetensors;
import dev.graft.learning.tensor.Tensor;
import dev.graft.learning.tensor.TensorMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trajectories in the order of (task, episode), however they arrived; immutable. */
public final class TrajectoryDataset {
  private static final String FORMAT = "graft-trajectories-1";
  private static final Comparator<Trajectory> ORDER =
      Comparator.comparing(Trajectory::task).thenComparingInt(Trajectory::episode);

  private final List<Trajectory> trajectories;

  /**
   * Orders the trajectories.
   *
   * @throws IllegalArgumentException when there are none, when two have the same task and episode,
   *     or when their states or actions differ in size
   */
  public TrajectoryDataset(List<Trajectory> trajectories) {
    if (trajectories.isEmpty()) {
      throw new IllegalArgumentException("a dataset needs at least one trajectory");
    }
    this.trajectories = trajectories.stream().sorted(ORDER).toList();
    for (int i = 1; i < this.trajectories.size(); i++) {
      requireAlike(this.trajectories.get(i - 1), this.trajectories.get(i));
    }
  }

  /** The trajectories, by task, then episode. */
  public List<Trajectory> trajectories() {
    return trajectories;
  }

  /** The tasks, sorted. */
  public List<String> tasks() {
    return trajectories.stream().map(Trajectory::task).distinct().toList();
  }

  /**
   * The trajectories of one task.
   *
   * @throws IllegalArgumentException when there are none
   */
  public TrajectoryDataset only(String task) {
    return only(List.of(task));
  }

  /**
   * The trajectories of some tasks.
   *
   * @throws IllegalArgumentException when one of them has none
   */
  public TrajectoryDataset only(Collection<String> tasks) {
    for (String task : tasks) {
      if (trajectories.stream().noneMatch(t -> t.task().equals(task))) {
        throw new IllegalArgumentException("no trajectory of task " + task + " among " + tasks());
      }
    }
    return new TrajectoryDataset(
        trajectories.stream().filter(t -> tasks.contains(t.task())).toList());
  }

  /** Demonstration steps in all. */
  public long steps() {
    return trajectories.stream().mapToLong(Trajectory::length).sum();
  }

  /** Numbers in a state. */
  public int stateDim() {
    return trajectories.getFirst().stateDim();
  }

  /** Numbers in an action. */
  public int actionDim() {
    return trajectories.getFirst().actionDim();
  }

  /** SHA-256, in hexadecimal, of all trajectories in order. */
  public String digest() {
    ContentDigest digest = new ContentDigest().add(FORMAT);
    for (Trajectory trajectory : trajectories) {
      digest.add(trajectory.task()).add(trajectory.episode());
      digest.add(trajectory.states()).add(trajectory.actions());
    }
    return digest.hex();
  }

  /**
   * Writes one safetensors file, whole or not at all: {@code <task>/<episode>/states} and {@code
   * .../actions}, with the digest in its metadata.
   */
  public void save(Path file) throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Trajectory t : trajectories) {
      String key = t.task() + "/" + t.episode();
      tensors.put(key + "/states", Tensor.of(t.states(), t.length(), t.stateDim()));
      tensors.put(key + "/actions", Tensor.of(t.actions(), t.length(), t.actionDim()));
    }
    Safetensors.write(file, new TensorMap(tensors), Map.of("format", FORMAT, "digest", digest()));
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws MalformedFileException when it is cut short, damaged, or of another kind
   */
  public static TrajectoryDataset load(Path file) throws IOException {
    var content = Safetensors.read(file);
    if (!FORMAT.equals(content.metadata().get("format"))) {
      throw new MalformedFileException(file, "holds no trajectories");
    }
    List<Trajectory> trajectories =
        content.tensors().names().stream()
            .filter(name -> name.endsWith("/states"))
            .map(name -> trajectory(content.tensors(), name))
            .toList();
    TrajectoryDataset dataset = new TrajectoryDataset(trajectories);
    if (!dataset.digest().equals(content.metadata().get("digest"))) {
      throw new MalformedFileException(
          file, "is damaged: its digest differs from the recorded one");
    }
    return dataset;
  }

  private static Trajectory trajectory(TensorMap tensors, String statesName) {
    String key = statesName.substring(0, statesName.lastIndexOf('/'));
    int slash = key.lastIndexOf('/');
    Tensor states = tensors.get(statesName);
    return new Trajectory(
        key.substring(0, slash),
        Integer.parseInt(key.substring(slash + 1)),
        states.values(),
        tensors.get(key + "/actions").values(),
        Math.toIntExact(states.shape().getFirst()));
  }

  private static void requireAlike(Trajectory a, Trajectory b) {
    if (ORDER.compare(a, b) == 0) {
      throw new IllegalArgumentException(
          "trajectory " + a.task() + "#" + a.episode() + " is there twice; number the episodes");
    }
    if (a.stateDim() != b.stateDim() || a.actionDim() != b.actionDim()) {
      throw new IllegalArgumentException(
          "trajectory %s#%d has states of %d and actions of %d numbers, others have %d and %d"
              .formatted(
                  b.task(), b.episode(), b.stateDim(), b.actionDim(), a.stateDim(), a.actionDim()));
    }
  }
}
