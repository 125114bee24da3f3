package dev.graft.operator.app;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;

/** What an API server found wrong. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /**
   * The fields that the API server refused what {@code request} asks for.
   *
   * @return empty when it was accepted
   */
  static List<String> of(Runnable request) {
    try {
      request.run();
      return List.of();
    } catch (KubernetesClientException e) {
      if (e.getCode() != UNPROCESSABLE) {
        throw e;
      }
      return fields(e.getStatus());
    }
  }

  private static List<String> fields(Status status) {
    return status.getDetails().getCauses().stream().map(StatusCause::getField).toList();
  }
}
