package dev.graft.cli.bench;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How fast one task is simulated, by one thread, per second of its CPU time.
 *
 * @param name of the task
 * @param stepsPerCpuSecond of the environment
 * @param bareStepsPerCpuSecond of the same physics calls from a loop in C
 * @param pythonStepsPerCpuSecond of Python's metaworld
 * @param resetsPerCpuSecond of the environment
 * @param pythonResetsPerCpuSecond of Python's metaworld
 * @param bytesPerStep that the environment allocates in Java's heap
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskSpeed(
    String name,
    double stepsPerCpuSecond,
    double bareStepsPerCpuSecond,
    @Nullable Double pythonStepsPerCpuSecond,
    double resetsPerCpuSecond,
    @Nullable Double pythonResetsPerCpuSecond,
    double bytesPerStep) {

  double ratioToBare() {
    return stepsPerCpuSecond / bareStepsPerCpuSecond;
  }
}
