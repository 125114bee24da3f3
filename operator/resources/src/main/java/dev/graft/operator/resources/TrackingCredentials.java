package dev.graft.operator.resources;

import dev.graft.api.LocalReference;
import dev.graft.api.Tracking;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;
import java.util.Map;

/**
 * What makes a trainer and the tracking server know each other, under the names of MLflow's own
 * clients. The kubelet reads Secret and ConfigMap, the operator neither; when one is missing the
 * pod does not start, and its status says so.
 */
final class TrackingCredentials {
  private static final String VOLUME = "tracking-authorities";
  private static final String FOLDER = "/etc/graft-tracking";
  private static final String CERTIFICATES_VARIABLE = "MLFLOW_TRACKING_SERVER_CERT_PATH";

  private final Tracking tracking;

  TrackingCredentials(Tracking tracking) {
    this.tracking = tracking;
  }

  List<EnvFromSource> environment() {
    LocalReference secret = tracking.credentialsSecretRef();
    return secret == null
        ? List.of()
        : List.of(
            new EnvFromSourceBuilder()
                .withNewSecretRef()
                .withName(secret.name())
                .endSecretRef()
                .build());
  }

  Map<String, String> variables() {
    return tracking.certificatesConfigMapRef() == null
        ? Map.of()
        : Map.of(CERTIFICATES_VARIABLE, FOLDER + "/" + Tracking.CERTIFICATES_KEY);
  }

  List<Volume> volumes() {
    LocalReference authorities = tracking.certificatesConfigMapRef();
    return authorities == null
        ? List.of()
        : List.of(
            new VolumeBuilder()
                .withName(VOLUME)
                .withNewConfigMap()
                .withName(authorities.name())
                .addNewItem()
                .withKey(Tracking.CERTIFICATES_KEY)
                .withPath(Tracking.CERTIFICATES_KEY)
                .endItem()
                .endConfigMap()
                .build());
  }

  List<VolumeMount> mounts() {
    return tracking.certificatesConfigMapRef() == null
        ? List.of()
        : List.of(
            new VolumeMountBuilder()
                .withName(VOLUME)
                .withMountPath(FOLDER)
                .withReadOnly(true)
                .build());
  }
}
