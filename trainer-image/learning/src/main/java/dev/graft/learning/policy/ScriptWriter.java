package dev.graft.learning.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes the body of one TorchScript method, a statement at a time; every statement assigns a fresh
 * variable. The method receives all parameters as the list {@code w}.
 */
public final class ScriptWriter {
  private static final String EPSILON = "1e-05";

  /** Numbers of types, see c10/core/ScalarType.h. */
  private static final int FLOAT32 = 6;

  private static final int BFLOAT16 = 15;

  private final Map<String, Integer> indices = new HashMap<>();
  private final List<String> statements = new ArrayList<>();
  private final Precision precision;
  private final Dropout dropout;
  private int variables;

  /** Whether what is written drops values out. */
  enum Dropout {
    /** In training. */
    ON,
    /** In acting. */
    OFF
  }

  ScriptWriter(List<String> parameters, Precision precision, Dropout dropout) {
    for (String parameter : parameters) {
      indices.put(parameter, indices.size());
    }
    this.precision = precision;
    this.dropout = dropout;
  }

  /** The parameter of that name, as an expression. */
  public String parameter(String name) {
    Integer index = indices.get(name);
    if (index == null) {
      throw new IllegalArgumentException("no parameter " + name + " among " + indices.keySet());
    }
    return "w[" + index + "]";
  }

  /**
   * Assigns an expression to a fresh variable.
   *
   * @return the variable
   */
  public String assign(String expression) {
    String variable = "x" + variables++;
    statements.add(variable + " = " + expression);
    return variable;
  }

  /** x W^T + b of {@code path.weight} and {@code path.bias}, in the arithmetic of the blocks. */
  public String linear(String x, String path) {
    return linear(x, parameter(path + ".weight"), parameter(path + ".bias"));
  }

  /** x W^T + b, in the arithmetic of the blocks. */
  public String linear(String x, String weight, String bias) {
    return assign("torch.linear(%s, %s, %s)".formatted(cast(x), cast(weight), cast(bias)));
  }

  /** x W^T, in the arithmetic of the blocks. */
  public String product(String x, String weight) {
    return assign("torch.linear(%s, %s, None)".formatted(cast(x), cast(weight)));
  }

  /** x W^T + b in FP32. */
  String preciseLinear(String x, String path) {
    return assign(
        "torch.linear(%s, %s, %s)"
            .formatted(x, parameter(path + ".weight"), parameter(path + ".bias")));
  }

  /** GELU(x) = x Phi(x), with the error function (Hendrycks and Gimpel 2016). */
  public String gelu(String x) {
    return assign("torch.gelu(" + x + ")");
  }

  /** max(x, 0). */
  public String relu(String x) {
    return assign("torch.relu(" + x + ")");
  }

  /** x times a number. */
  public String scale(String x, double factor) {
    return assign("torch.mul(%s, %s)".formatted(x, factor));
  }

  /** x times y, element by element. */
  public String multiply(String x, String y) {
    return assign("torch.mul(%s, %s)".formatted(x, y));
  }

  /** x + y. */
  public String add(String x, String y) {
    return assign("torch.add(%s, %s)".formatted(x, y));
  }

  /** The sum over the last dimension, which stays, of size 1. */
  public String sum(String x) {
    return assign("torch.sum(%s, [-1], True)".formatted(x));
  }

  /** Weights of positive numbers that sum to one, from scores {@code [.., 1]} each. */
  public List<String> softmax(List<String> scores) {
    String all =
        assign("torch.softmax(torch.cat([%s], -1), -1)".formatted(String.join(", ", scores)));
    return IntStream.range(0, scores.size())
        .mapToObj(i -> assign("torch.slice(%s, -1, %d, %d)".formatted(all, i, i + 1)))
        .toList();
  }

  /** Layer norm over the last dimension, of {@code path.weight} and {@code path.bias}. */
  public String norm(String x, String path, int dim) {
    return assign(
        "torch.layer_norm(%s, [%d], %s, %s, %s)"
            .formatted(x, dim, parameter(path + ".weight"), parameter(path + ".bias"), EPSILON));
  }

  /** Linear head and hyperbolic tangent, in FP32. */
  String action(String x) {
    return assign("torch.tanh(" + preciseLinear(x, Architecture.ACTION_HEAD) + ")");
  }

  /** Dropout in training; x itself in acting, or when the probability is 0. */
  public String dropout(String x, double probability) {
    return probability == 0 || dropout == Dropout.OFF
        ? x
        : DropoutWriter.write(this, x, probability);
  }

  /** The same values in FP32, as an expression. */
  public String precise(String x) {
    return switch (precision) {
      case FP32 -> x;
      case BF16 -> "torch.to(%s, %d)".formatted(x, FLOAT32);
    };
  }

  /** Appends a statement that assigns nothing fresh. */
  void run(String statement) {
    statements.add(statement);
  }

  /** The whole method. */
  String method(String signature, String result) {
    StringBuilder text = new StringBuilder(signature).append(":\n");
    statements.forEach(statement -> text.append("  ").append(statement).append('\n'));
    return text.append("  return ").append(result).append('\n').toString();
  }

  /** The same values in the arithmetic of the blocks, as an expression. */
  String cast(String x) {
    return switch (precision) {
      case FP32 -> x;
      case BF16 -> "torch.to(%s, %d)".formatted(x, BFLOAT16);
    };
  }
}
