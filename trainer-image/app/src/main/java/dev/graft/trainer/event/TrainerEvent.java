package dev.graft.trainer.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** One line of a trainer's standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = TrainerEvent.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = TrainerEvent.Note.class, name = "note"),
  @JsonSubTypes.Type(value = TrainerEvent.Finished.class, name = "finished")
})
public sealed interface TrainerEvent {

  /** The work a stage consists of, in this order. */
  enum Phase {
    /** Demonstrations are collected. */
    Collect,
    /** The backbone is pretrained. */
    Pretrain,
    /** The adapter is trained. */
    Adapt,
    /** A policy is rolled out in the simulator. */
    Evaluate
  }

  /**
   * How far a phase has come.
   *
   * @param phase the phase
   * @param done units done: episodes for collect and evaluate, optimizer steps for training
   * @param total units in all
   * @param epoch current epoch, in training
   * @param epochs epochs in all, in training
   * @param loss smoothed training loss
   * @param successRate of the episodes so far, in evaluation
   * @param etaSeconds estimated time to the end of the phase
   */
  record Progress(
      Phase phase,
      long done,
      long total,
      @Nullable Integer epoch,
      @Nullable Integer epochs,
      @Nullable Double loss,
      @Nullable Double successRate,
      @Nullable Double etaSeconds)
      implements TrainerEvent {}

  /**
   * Something a person should know, such as pictures skipped for want of a GL library.
   *
   * @param message one line
   */
  record Note(String message) implements TrainerEvent {}

  /**
   * The stage is done; its result lies in {@code result.json} of the state folder.
   *
   * @param result path of that file
   */
  record Finished(String result) implements TrainerEvent {}
}
