package dev.graft.trainer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.trainer.result.AdapterRunResult;
import dev.graft.trainer.result.BackboneResult;
import dev.graft.trainer.result.MlflowRun;
import dev.graft.trainer.result.StageResult;
import dev.graft.trainer.statistics.SuccessRate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last words of a container, which the operator reads from its status: the core of a result as
 * JSON, or why there is none. Kubernetes keeps 4096 bytes.
 */
final class TerminationLog {
  /** Bytes that Kubernetes keeps. */
  static final int LIMIT = 4096;

  private static final Logger log = LoggerFactory.getLogger(TerminationLog.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;

  /** Nothing is written when the file is not there: then this is no container. */
  TerminationLog(Path file) {
    this.file = file;
  }

  void write(StageResult result) {
    write(json(summary(result)));
  }

  void write(ExitCode code, String message) {
    // Longer messages keep their beginning, which names field, value and remedy.
    String kept = message.length() > LIMIT / 8 ? message.substring(0, LIMIT / 8) : message;
    write(json(JSON.createObjectNode().put("end", code.name()).put("message", kept)));
  }

  private static ObjectNode summary(StageResult result) {
    ObjectNode node =
        JSON.createObjectNode()
            .put("end", ExitCode.Done.name())
            .put("digest", result.digest())
            .put("runId", Optional.ofNullable(result.mlflow()).map(MlflowRun::runId).orElse(null));
    return switch (result) {
      case BackboneResult backbone ->
          node.put("weightsDigest", backbone.weightsDigest())
              .put("parameters", backbone.parameters());
      case AdapterRunResult run ->
          node.put("successes", run.evaluation().successRate().successes())
              .put("episodes", run.evaluation().successRate().trials())
              .put(
                  "lastStepSuccesses",
                  run.evaluation().lastStepRate().map(SuccessRate::successes).orElse(null))
              .put("parameters", run.adapter().parameters())
              .put("percentOfBackbone", run.adapter().percentOfBackbone())
              .put("bytes", run.adapter().bytes());
    };
  }

  private void write(String text) {
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LIMIT) {
      throw new IllegalStateException("a termination message of " + bytes.length + " bytes");
    }
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      log.warn("cannot write {}: {}", file, e.getMessage());
    }
  }

  private static String json(ObjectNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a termination message that is not JSON", e);
    }
  }
}
