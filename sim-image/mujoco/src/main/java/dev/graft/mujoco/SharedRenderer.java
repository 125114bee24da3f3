package dev.graft.mujoco;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A share in the renderers of one model, which all its forks use together: there are never more of
 * them than threads that render the model at once. They are opened as they are needed and closed
 * with the last share. For many threads.
 */
public final class SharedRenderer implements AutoCloseable {
  /** Models are told apart by being the same object. */
  private record Key(Model model, Quality quality) {}

  /** What the shares of one model have in common. */
  private static final class Stock {
    final Deque<OffscreenRenderer> idle = new ArrayDeque<>();
    int shares;
  }

  private static final Map<Key, Stock> STOCKS = new HashMap<>();

  private final Key key;
  private boolean closed;

  /** Of all stocks, in use or idle. */
  private static final AtomicInteger OPENED = new AtomicInteger();

  private SharedRenderer(Key key) {
    this.key = key;
  }

  /**
   * A share. The first one of a model opens a renderer.
   *
   * @throws MujocoException if this machine has no OpenGL; names the packages that bring it
   */
  public static SharedRenderer of(Model model, Quality quality) {
    SharedRenderer share = new SharedRenderer(new Key(model.original(), quality));
    synchronized (STOCKS) {
      STOCKS.computeIfAbsent(share.key, key -> new Stock()).shares++;
    }
    boolean works = false;
    try {
      share.giveBack(share.lease());
      works = true;
    } finally {
      if (!works) {
        share.close();
      }
    }
    return share;
  }

  /** Renderers that are open for all shares of this process. */
  public static int opened() {
    return OPENED.get();
  }

  /** As {@link OffscreenRenderer#rgb}. */
  public void rgb(Simulation simulation, View view, PictureSize size, byte[] rgb) {
    use(renderer -> renderer.rgb(simulation, view, size, rgb));
  }

  /** As {@link OffscreenRenderer#depth}. */
  public void depth(Simulation simulation, View view, PictureSize size, float[] metres) {
    use(renderer -> renderer.depth(simulation, view, size, metres));
  }

  private interface Work {
    void with(OffscreenRenderer renderer);
  }

  private void use(Work work) {
    OffscreenRenderer renderer = lease();
    boolean sound = false;
    try {
      work.with(renderer);
      sound = true;
    } finally {
      if (sound) {
        giveBack(renderer);
      } else {
        end(renderer); // in no known state
      }
    }
  }

  private OffscreenRenderer lease() {
    OffscreenRenderer idle = takeIdle();
    if (idle != null) {
      return idle;
    }
    OffscreenRenderer opened = new OffscreenRenderer(key.model(), key.quality());
    OPENED.incrementAndGet();
    return opened;
  }

  private static void end(OffscreenRenderer renderer) {
    renderer.close();
    OPENED.decrementAndGet();
  }

  private @Nullable OffscreenRenderer takeIdle() {
    synchronized (STOCKS) {
      if (closed) {
        throw new IllegalStateException("the renderer is closed");
      }
      Stock stock = STOCKS.get(key);
      return stock == null ? null : stock.idle.pollFirst();
    }
  }

  private void giveBack(OffscreenRenderer renderer) {
    synchronized (STOCKS) {
      Stock stock = STOCKS.get(key);
      if (stock != null) {
        stock.idle.addFirst(renderer);
        return;
      }
    }
    end(renderer); // the last share ended meanwhile
  }

  @Override
  public void close() {
    Deque<OffscreenRenderer> unused = new ArrayDeque<>();
    synchronized (STOCKS) {
      Stock stock = STOCKS.get(key);
      if (closed || stock == null) {
        return;
      }
      closed = true;
      stock.shares--;
      if (stock.shares == 0) {
        STOCKS.remove(key);
        unused.addAll(stock.idle);
      }
    }
    unused.forEach(SharedRenderer::end);
  }
}
