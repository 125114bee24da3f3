package dev.graft.trainer.stage;

import dev.graft.learning.adapter.Adapter;
import dev.graft.learning.policy.Backbone;
import dev.graft.plan.AdapterSource;
import dev.graft.trainer.TrainerContext;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.store.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds adapters by the digest of the run that trained them, in the store or on the server. */
final class StoredAdapters {
  /** Tag of a run that holds an adapter among its artifacts. */
  static final String TAG = "graft.adapterRunDigest";

  private final TrainerContext context;

  StoredAdapters(TrainerContext context) {
    this.context = context;
  }

  /**
   * An adapter that another job has trained; waits for a server that is away.
   *
   * @throws IllegalArgumentException when it is not to be found
   */
  Adapter require(AdapterSource source, Backbone backbone) throws IOException {
    Path folder =
        new FinishedRuns(context)
            .await(
                new FinishedRuns.Wanted(
                    Kind.Adapter,
                    source.digest(),
                    TAG,
                    AdapterRunResult.ADAPTER,
                    List.of(source.from().experiment()),
                    context.reuse()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the adapter %s (run %s) is neither in the store nor in experiment '%s' at %s: run that job again"
                            .formatted(
                                source.name(),
                                source.digest(),
                                source.from().experiment(),
                                context.tracking().uri())));
    return Adapter.load(folder, backbone);
  }

  /** Several of them, by name, in their order. */
  Map<String, Adapter> require(List<AdapterSource> sources, Backbone backbone) throws IOException {
    Map<String, Adapter> adapters = new LinkedHashMap<>();
    for (AdapterSource source : sources) {
      adapters.put(source.name(), require(source, backbone));
    }
    return adapters;
  }

  /** Keeps an adapter, for jobs that name it. */
  Path store(String runDigest, Adapter adapter) throws IOException {
    return context.store().obtain(Kind.Adapter, runDigest, adapter::save);
  }
}
