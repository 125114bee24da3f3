package dev.graft.operator.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/**
 * The client by which the operator reads and writes objects.
 *
 * <p>It reads over who wrote which of their fields, so that no cache ever holds that: it would be
 * as much as all the rest, and nothing asks for it. An update without it leaves the API server's
 * own account as it is.
 */
final class OperatorClient {
  @JsonIgnoreProperties("managedFields")
  private interface WithoutManagedFields {}

  private OperatorClient() {}

  /** A builder of such a client. */
  static KubernetesClientBuilder builder() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.addMixIn(ObjectMeta.class, WithoutManagedFields.class);
    boolean allKinds = true;
    return new KubernetesClientBuilder()
        .withKubernetesSerialization(new KubernetesSerialization(mapper, allKinds));
  }
}
