package dev.graft.operator.app;

import dev.graft.operator.cluster.ControlPlane;
import dev.graft.operator.cluster.ControlPlaneExtension;
import dev.graft.operator.cluster.User;
import io.fabric8.kubernetes.client.KubernetesClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests of what an API server says to somebody who may do everything. */
@ExtendWith(ControlPlaneExtension.class)
abstract class WithAdmin {
  KubernetesClient admin;

  @BeforeEach
  void open(ControlPlane plane) {
    admin = plane.client(User.ADMIN);
  }

  @AfterEach
  void close() {
    admin.close();
  }
}
