package dev.graft.operator.app;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** The fields for which an API server refuses something; none: it accepts. */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  /** Stands for "some rules were not evaluated, since the structure is wrong already". */
  private static final String NO_FIELD = "<nil>";

  /** What strict decoding says of fields that the schema does not have. */
  private static final Pattern UNKNOWN_FIELD = Pattern.compile("unknown field \"([^\"]+)\"");

  private Refusals() {}

  /** The fields for which a request of the client is refused. */
  static List<String> of(Runnable request) {
    try {
      request.run();
      return List.of();
    } catch (KubernetesClientException e) {
      return fields(e.getCode(), e.getStatus());
    }
  }

  /**
   * The fields for which an AdapterJob would be refused. The text is sent as it is, and checked as
   * strictly as {@code kubectl create} asks for; nothing is stored.
   */
  static List<String> ofManifest(KubernetesClient client, String manifest) {
    String path =
        "apis/graft.dev/v1alpha1/namespaces/default/adapterjobs?dryRun=All&fieldValidation=Strict";
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl() + path).toString())
            .method("POST", "application/yaml", manifest)
            .build();
    HttpResponse<String> response = client.getHttpClient().sendAsync(request, String.class).join();
    return response.isSuccessful()
        ? List.of()
        : fields(response.code(), Serialization.unmarshal(response.body(), Status.class));
  }

  private static List<String> fields(int code, Status status) {
    List<String> fields =
        switch (code) {
          case UNPROCESSABLE ->
              status.getDetails().getCauses().stream()
                  .map(StatusCause::getField)
                  .filter(field -> !field.equals(NO_FIELD))
                  .toList();
          case HttpURLConnection.HTTP_BAD_REQUEST ->
              UNKNOWN_FIELD
                  .matcher(status.getMessage())
                  .results()
                  .map(match -> match.group(1))
                  .toList();
          default -> List.of();
        };
    if (fields.isEmpty()) {
      throw new AssertionError("refused for no field: " + code + " " + status);
    }
    return fields;
  }
}
