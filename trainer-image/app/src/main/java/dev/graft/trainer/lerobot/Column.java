package dev.graft.trainer.lerobot;

import com.jerolba.carpet.model.FieldType;
import com.jerolba.carpet.model.FieldTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A column of the frames: a feature of the dataset.
 *
 * @param name of the feature
 * @param type of its numbers
 * @param width numbers in a frame
 * @param names of them; absent: they have none
 * @param number gives one of them
 */
record Column(String name, Type type, int width, @Nullable List<String> names, Coordinate number) {

  /** The number at a coordinate of a frame's value. */
  @FunctionalInterface
  interface Coordinate {
    double of(Frame frame, int coordinate);
  }

  /** What the numbers are. */
  enum Type {
    FLOAT32(FieldTypes.FLOAT),
    INT64(FieldTypes.LONG),
    BOOL(FieldTypes.BOOLEAN);

    private final FieldType field;

    Type(FieldType field) {
      this.field = field;
    }

    private String dtype() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }

    private Object value(double number) {
      return switch (this) {
        case FLOAT32 -> (float) number;
        case INT64 -> (long) number;
        case BOOL -> number != 0;
      };
    }
  }

  /** The columns of frames of that size, in the order of the file. */
  static List<Column> of(Robot robot, int stateDim, int actionDim, boolean logged) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        new Column(
            "observation.state",
            Type.FLOAT32,
            stateDim,
            fitting(robot.state(), stateDim),
            Frame::state));
    columns.add(
        new Column(
            "action", Type.FLOAT32, actionDim, fitting(robot.action(), actionDim), Frame::action));
    if (logged) {
      columns.add(scalar("next.reward", Type.FLOAT32, Frame::reward));
      columns.add(scalar("next.success", Type.BOOL, frame -> frame.succeeds() ? 1 : 0));
    }
    columns.add(scalar("next.done", Type.BOOL, frame -> frame.isLast() ? 1 : 0));
    columns.add(
        scalar(
            "timestamp", Type.FLOAT32, frame -> (double) frame.step() / robot.framesPerSecond()));
    columns.add(scalar("frame_index", Type.INT64, Frame::step));
    columns.add(scalar("episode_index", Type.INT64, frame -> frame.episode().number()));
    columns.add(scalar("index", Type.INT64, frame -> frame.episode().from() + frame.step()));
    columns.add(scalar("task_index", Type.INT64, frame -> frame.episode().task()));
    return List.copyOf(columns);
  }

  private static Column scalar(String name, Type type, ToDoubleFunction<Frame> number) {
    return new Column(name, type, 1, null, (frame, coordinate) -> number.applyAsDouble(frame));
  }

  private static @Nullable List<String> fitting(List<String> names, int width) {
    return names.size() == width ? names : null;
  }

  /** A list where there are several numbers, as the format has it. */
  FieldType field() {
    return width == 1 ? type.field : FieldTypes.LIST.ofType(type.field);
  }

  /** Its value in a frame, as {@link #field} takes it. */
  Object value(Frame frame) {
    if (width == 1) {
      return type.value(number.of(frame, 0));
    }
    List<Object> values = new ArrayList<>(width);
    for (int i = 0; i < width; i++) {
      values.add(type.value(number.of(frame, i)));
    }
    return values;
  }

  /** Its numbers in a frame, rounded as they are written. */
  double[] numbers(Frame frame) {
    double[] numbers = new double[width];
    for (int i = 0; i < width; i++) {
      double exact = number.of(frame, i);
      numbers[i] = type == Type.FLOAT32 ? (float) exact : exact;
    }
    return numbers;
  }

  /** What {@code info.json} says of it. */
  DatasetInfo.Feature feature() {
    return new DatasetInfo.Feature(type.dtype(), List.of(width), names);
  }
}
