package dev.graft.operator.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * An operator's connection to the API server, as long as it lives.
 *
 * @param life of the operator
 */
record MortalConnection(Mortality life) implements Interceptor {
  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (!life.leaves(isWrite(request))) {
      throw new IllegalStateException("killed");
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    life.isAnswered(isWrite(request));
  }

  private static boolean isWrite(HttpRequest request) {
    return !request.method().equals("GET");
  }
}
