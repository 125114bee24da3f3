package dev.graft.trainer.event;

/** Receives what a trainer has to tell. */
@FunctionalInterface
public interface EventSink {
  /** Takes an event; called from one thread. */
  void emit(TrainerEvent event);
}
