package dev.graft.mujoco;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Models for the tests. */
final class Models {
  private Models() {}

  /** A pendulum and a ball on the floor: nq 8, nv 7, nu 1. */
  static Model pendulum(Path folder) throws IOException {
    Path xml = folder.resolve("pendulum.xml");
    try (InputStream source = Models.class.getResourceAsStream("pendulum.xml")) {
      Files.write(xml, Objects.requireNonNull(source).readAllBytes());
    }
    return Model.load(xml);
  }
}
