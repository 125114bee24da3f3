package dev.graft.cli.sim;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.graft.cli.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An episode to replay: either its actions, or the scripted policy and a number of steps.
 *
 * @param task its name, such as {@code reach-v3}
 * @param randVec where the task puts its objects and its goal
 * @param goalVisible whether observations show the goal; zeros otherwise
 * @param actions {@code [steps, action size]}
 * @param policy {@code scripted}, instead of actions
 * @param steps of the policy
 */
@SuppressWarnings("ArrayRecordComponent") // read from a file, never compared
record ReplayInput(
    @JsonProperty(required = true) String task,
    @JsonProperty(required = true) double[] randVec,
    @JsonProperty(required = true) boolean goalVisible,
    double @Nullable [][] actions,
    @Nullable String policy,
    @Nullable Integer steps) {
  private static final String SCRIPTED = "scripted";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Reads and checks a file.
   *
   * @throws CommandFailure when it cannot be read or is wrong
   */
  static ReplayInput read(Path file) {
    try {
      ReplayInput input = MAPPER.readValue(Files.readString(file), ReplayInput.class);
      // Jackson lets null stand for whatever is not a number.
      if (input == null || input.task == null || input.randVec == null) {
        throw wrong(file, "has null where it must not: give task, randVec and goalVisible");
      }
      return input;
    } catch (JsonProcessingException malformed) {
      throw wrong(file, where(malformed) + malformed.getOriginalMessage());
    } catch (IOException unreadable) {
      throw CommandFailure.usage(
          "--input is '%s': cannot be read (%s)".formatted(file, unreadable));
    }
  }

  private static String where(JsonProcessingException malformed) {
    String line =
        malformed.getLocation() == null ? "" : "line " + malformed.getLocation().getLineNr() + ", ";
    String field =
        malformed instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(
                    at -> at.getFieldName() == null ? "[" + at.getIndex() + "]" : at.getFieldName())
                .collect(Collectors.joining())
            : "";
    return line + (field.isEmpty() ? "" : field + ": ");
  }

  private static CommandFailure wrong(Path file, String what) {
    return CommandFailure.usage("--input '" + file + "': " + what);
  }

  /**
   * Checks the numbers against the task; the environment itself checks {@code randVec}.
   *
   * @throws CommandFailure naming the field, the value and the remedy
   */
  void check(Path file, TaskLookup found) {
    int horizon = found.info().horizon();
    if (actions != null && (policy != null || steps != null)) {
      throw wrong(file, "has actions as well as policy or steps: give either");
    } else if (actions != null) {
      checkCount(file, "actions has", actions.length, horizon);
      for (int step = 0; step < actions.length; step++) {
        checkAction(file, step, actions[step], found.info().actionSize());
      }
    } else if (policy == null) {
      throw wrong(file, "has no actions: give actions, or \"policy\": \"scripted\" and steps");
    } else if (!policy.equals(SCRIPTED)) {
      throw wrong(file, "policy is '" + policy + "': give 'scripted'");
    } else if (steps == null) {
      throw wrong(file, "has no steps: say how many the policy takes, 1 to " + horizon);
    } else {
      checkCount(file, "steps is", steps, horizon);
    }
  }

  private static void checkCount(Path file, String field, int count, int horizon) {
    if (count < 1 || count > horizon) {
      throw wrong(file, field + " " + count + ": an episode has 1 to " + horizon + " steps");
    }
  }

  private static void checkAction(Path file, int step, double[] action, int size) {
    if (action == null || action.length != size) {
      throw wrong(
          file,
          "actions[%d] is %s: give %d numbers".formatted(step, Arrays.toString(action), size));
    }
    for (int i = 0; i < size; i++) {
      if (!Double.isFinite(action[i])) {
        throw wrong(
            file, "actions[%d][%d] is %s: give a finite number".formatted(step, i, action[i]));
      }
    }
  }

  /** Number of steps; the input must have been checked. */
  int length() {
    return actions != null ? actions.length : steps == null ? 0 : steps;
  }
}
