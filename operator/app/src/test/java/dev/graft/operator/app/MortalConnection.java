package dev.graft.operator.app;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is left of an operator's connection to the API server when it is killed at one of its
 * writes: nothing it asks for afterwards arrives.
 */
final class MortalConnection implements Interceptor {
  /** When, at the write. */
  enum Moment {
    /** It never arrives. */
    BEFORE_THE_WRITE,
    /** It takes effect, and its answer is lost. */
    AFTER_THE_WRITE
  }

  private final Moment moment;
  private final AtomicInteger writesLeft;
  private volatile boolean dead;

  /** Dies at this write, counted from 1. */
  MortalConnection(int write, Moment moment) {
    this.moment = moment;
    this.writesLeft = new AtomicInteger(write);
  }

  boolean dead() {
    return dead;
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (dead || (moment == Moment.BEFORE_THE_WRITE && isLast(request))) {
      dead = true;
      throw new IllegalStateException("killed");
    }
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    if (moment == Moment.AFTER_THE_WRITE && isLast(request)) {
      dead = true;
    }
  }

  private boolean isLast(HttpRequest request) {
    return !request.method().equals("GET") && writesLeft.decrementAndGet() == 0;
  }
}
