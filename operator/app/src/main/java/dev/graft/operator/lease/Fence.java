package dev.graft.operator.lease;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Keeps a client from writing while its process does not lead: in one place, whoever asks for the
 * write and however late. The Lease itself may be written, or nobody would ever lead.
 */
public final class Fence implements Interceptor {
  private static final Set<String> READS = Set.of("GET", "HEAD");

  private static final String LEASES = "/apis/coordination.k8s.io/";

  private final BooleanSupplier leading;

  /** Lets writes pass while {@code leading}. */
  public Fence(BooleanSupplier leading) {
    this.leading = leading;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    boolean free = READS.contains(request.method()) || request.uri().getPath().startsWith(LEASES);
    if (!free && !leading.getAsBoolean()) {
      throw new IllegalStateException(
          "%s %s is not sent: this process leads no more"
              .formatted(request.method(), request.uri().getPath()));
    }
  }
}
