package dev.graft.operator.adapterjob;

import dev.graft.crd.AdapterJob;
import dev.graft.operator.resources.ContentDigest;
import dev.graft.operator.resources.Owner;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what was planned. */
final class Applier {
  private static final Logger log = LoggerFactory.getLogger(Applier.class);

  private final Owner owner;
  private final Context<AdapterJob> context;
  private final PassListener listener;

  Applier(Owner owner, Context<AdapterJob> context, PassListener listener) {
    this.owner = owner;
    this.context = context;
    this.listener = listener;
  }

  /** Performs the actions in order, and returns what stood in the way. */
  List<Conflict> apply(List<Action> actions) {
    return actions.stream().map(this::apply).flatMap(Optional::stream).toList();
  }

  /** Creates an event, unless it is there; it is a courtesy, without which the pass goes on. */
  void announce(Event event) {
    try {
      context.getClient().resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        log.warn("no event could be created: {}", e.getMessage());
      }
    }
  }

  private Optional<Conflict> apply(Action action) {
    listener.childWritten(action.verb());
    HasMetadata child = action.child();
    log.debug("{} {} {}", action.verb(), child.getKind(), child.getMetadata().getName());
    try {
      return write(action);
    } catch (KubernetesClientException e) {
      return Optional.of(Conflict.refusal(action.child(), e).orElseThrow(() -> e));
    }
  }

  private Optional<Conflict> write(Action action) {
    return switch (action) {
      case Action.Create(HasMetadata child) -> create(child);
      case Action.Replace(HasMetadata child) -> replace(child);
      case Action.Delete(HasMetadata child) -> delete(child);
    };
  }

  private Optional<Conflict> create(HasMetadata child) {
    try {
      context.resourceOperations().create(child);
      return Optional.empty();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      return adopt(child, e);
    }
  }

  /**
   * Something of this name exists. It is success when it is the very child wanted, created by a
   * pass whose event has not arrived yet.
   */
  private Optional<Conflict> adopt(HasMetadata child, KubernetesClientException conflict) {
    HasMetadata existing = context.getClient().resource(child).get();
    if (existing != null && !owner.controls(existing)) {
      return Optional.of(Conflict.over(child));
    }
    boolean same =
        existing != null && Objects.equals(ContentDigest.of(existing), ContentDigest.of(child));
    if (!same) {
      throw conflict; // tried again once the cache shows what exists now
    }
    return Optional.empty();
  }

  private Optional<Conflict> replace(HasMetadata child) {
    context.resourceOperations().update(child);
    return Optional.empty();
  }

  private Optional<Conflict> delete(HasMetadata child) {
    context
        .getClient()
        .resource(child)
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
    return Optional.empty();
  }
}
