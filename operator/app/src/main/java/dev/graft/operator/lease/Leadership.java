package dev.graft.operator.lease;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a Lease so that at most one of several processes leads at any moment.
 *
 * <p>A process leads from the moment the API server has accepted its name in the Lease, never
 * before, until a lease's duration after it <em>sent</em> its last accepted renewal. Another takes
 * the Lease when it has seen it unchanged for that duration. Both are measured on each process's
 * own monotonic clock, so clocks need not agree, and a process that was stopped for a while knows
 * that it leads no more before it does anything. (The client library's own elector tells its
 * callbacks before the Lease is written, and can have two leaders: Fabric8 kubernetes-client
 * #7350.)
 */
public final class Leadership implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  private final KubernetesClient client;
  private final LeaseTerms terms;
  private final LongSupplier nanoTime;
  private final CountDownLatch closed = new CountDownLatch(1);
  private @Nullable Long renewed;
  private @Nullable String seenVersion;
  private long seenSince;

  Leadership(KubernetesClient client, LeaseTerms terms, LongSupplier nanoTime) {
    this.client = client;
    this.terms = terms;
    this.nanoTime = nanoTime;
  }

  /** A candidate; nothing is asked for yet. The client is the caller's to close. */
  public static Leadership candidate(KubernetesClient client, LeaseTerms terms) {
    return new Leadership(client, terms, System::nanoTime);
  }

  /**
   * Returns once this process leads, and keeps it so in the background.
   *
   * @param lost told once when this process leads no more, although it was not closed
   * @return whether it leads; false when it was closed before it did
   */
  public boolean await(Runnable lost) throws InterruptedException {
    while (!tryHold()) {
      if (closedWithin(terms.period())) {
        return false;
      }
    }
    log.info("leading as {}", terms.identity());
    Thread.ofPlatform().daemon().name("lease").start(() -> keep(lost));
    return true;
  }

  private void keep(Runnable lost) {
    try {
      while (!closedWithin(terms.period())) {
        tryHold();
        if (!held()) {
          log.error("the lease was not renewed in time: this process leads no more");
          lost.run();
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean closedWithin(Duration time) throws InterruptedException {
    return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether this process leads now. */
  public synchronized boolean held() {
    return renewed != null && nanoTime.getAsLong() - renewed < terms.duration().toNanos();
  }

  /** Takes or renews the Lease if it is free or held by this process. */
  boolean tryHold() {
    long asked = nanoTime.getAsLong();
    try {
      if (write()) {
        renewed(asked);
        return true;
      }
    } catch (KubernetesClientException e) {
      // Another was first, or the API server is away: the next try will tell.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        log.warn("the lease cannot be written: {}", e.getMessage());
      }
    }
    return false;
  }

  private synchronized void renewed(long asked) {
    renewed = asked;
  }

  private boolean write() {
    Lease found = lease().get();
    if (found == null) {
      client.resource(held(new LeaseBuilder(), 0)).create();
      return true;
    }
    String holder = Objects.requireNonNullElse(found.getSpec().getHolderIdentity(), "");
    if (!holder.equals(terms.identity()) && !holder.isEmpty() && !expired(found)) {
      return false;
    }
    int before = Objects.requireNonNullElse(found.getSpec().getLeaseTransitions(), 0);
    int transitions = holder.equals(terms.identity()) ? before : before + 1;
    // With the version that was read: refused when another has written meanwhile.
    client.resource(held(new LeaseBuilder(found), transitions)).update();
    return true;
  }

  private Resource<Lease> lease() {
    return client.leases().inNamespace(terms.namespace()).withName(terms.name());
  }

  private boolean expired(Lease found) {
    String version = found.getMetadata().getResourceVersion();
    long now = nanoTime.getAsLong();
    if (!version.equals(seenVersion)) {
      seenVersion = version;
      seenSince = now;
    }
    return now - seenSince >= terms.duration().toNanos();
  }

  private Lease held(LeaseBuilder lease, int transitions) {
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    return lease
        .editOrNewMetadata()
        .withNamespace(terms.namespace())
        .withName(terms.name())
        .endMetadata()
        .editOrNewSpec()
        .withHolderIdentity(terms.identity())
        .withLeaseDurationSeconds(Math.toIntExact(terms.duration().toSeconds()))
        .withRenewTime(now)
        .withLeaseTransitions(transitions)
        .endSpec()
        .build();
  }

  /** Gives the Lease back, so that another need not wait; what needs it must have ended. */
  @Override
  public void close() {
    closed.countDown();
    if (!held()) {
      return;
    }
    try {
      Lease found = lease().get();
      if (found != null && terms.identity().equals(found.getSpec().getHolderIdentity())) {
        client
            .resource(new LeaseBuilder(found).editSpec().withHolderIdentity("").endSpec().build())
            .update();
      }
    } catch (KubernetesClientException e) {
      log.warn("the lease is left to expire: {}", e.getMessage());
    }
  }
}
