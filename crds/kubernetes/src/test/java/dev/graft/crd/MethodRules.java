package dev.graft.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.api.MethodKind;
import dev.graft.api.MethodKind.Needs;
import dev.graft.api.MethodKind.Trains;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the table of {@link MethodKind} says of a schema: descriptions of the methods, that one of
 * them is given, which settings go with it, and that it fits the backbone.
 */
final class MethodRules {
  private static final String GPT2 = "self.backbone.pretrain.architecture.gpt2";

  private MethodRules() {}

  /** Adds them to the schema of {@code spec}. */
  static void addTo(ObjectNode spec) {
    ObjectNode adapter = (ObjectNode) spec.at("/properties/adapter");
    ObjectNode method = (ObjectNode) adapter.at("/properties/method");
    describe(method);
    onlyOne(method);
    lengthOfTraining(adapter);
    head(adapter);
    registration(adapter);
    evaluations(spec);
    blocks(spec);
    MethodKind.all().forEach(kind -> fit(spec, method, kind));
  }

  private static void describe(ObjectNode method) {
    MethodKind.all()
        .forEach(
            kind -> {
              ObjectNode member = (ObjectNode) method.at("/properties/" + kind.member());
              member.put("description", kind.form() + " " + kind.source() + ".");
            });
  }

  private static void onlyOne(ObjectNode method) {
    String members = words(members(kind -> true));
    rule(
            method,
            "",
            "[%s].filter(given, given).size() == 1".formatted(given(kind -> true, "self", ", ")),
            "needs exactly one of " + members)
        .put(
            "messageExpression",
            "%s ? 'has several methods; keep one of them' : 'has no method; give one of %s'"
                .formatted(given(kind -> true, "self", " || "), members));
  }

  private static void lengthOfTraining(ObjectNode adapter) {
    String idle = given(trains(Trains.NOTHING), "self.method", " || ");
    rule(
            adapter,
            ".training",
            "(%s) || has(self.training.epochs) != has(self.training.steps)".formatted(idle),
            "needs exactly one of epochs and steps")
        .put(
            "messageExpression",
            "has(self.training.steps) ? 'has both epochs and steps; keep one of them' : 'has neither"
                + " epochs nor steps; give one of them'");
    rule(
        adapter,
        ".training",
        "!(%s) || !(has(self.training.epochs) || has(self.training.steps))".formatted(idle),
        "has epochs or steps, but %s train nothing; remove them"
            .formatted(words(members(trains(Trains.NOTHING)))));
  }

  private static void head(ObjectNode adapter) {
    rule(
        adapter,
        ".trainHead",
        "!self.trainHead || " + given(trains(Trains.ADDED_PARAMETERS), "self.method", " || "),
        "does nothing with this method: %s always train the head, %s train nothing; remove it"
            .formatted(
                words(members(trains(Trains.HEAD_BY_NATURE))),
                words(members(trains(Trains.NOTHING)))));
  }

  private static void registration(ObjectNode adapter) {
    rule(
        adapter,
        ".registerAs",
        "!has(self.registerAs) || !(%s)"
            .formatted(given(trains(Trains.NOTHING), "self.method", " || ")),
        "registers nothing, since %s train nothing; remove it"
            .formatted(words(members(trains(Trains.NOTHING)))));
  }

  private static void evaluations(ObjectNode spec) {
    rule(
        spec,
        ".evaluation.everyEpochs",
        "self.evaluation.everyEpochs == 0 || (has(self.adapter) && !(%s))"
            .formatted(given(trains(Trains.NOTHING), "self.adapter.method", " || ")),
        "does nothing, since no adapter is trained; use 0");
  }

  private static void blocks(ObjectNode spec) {
    Predicate<MethodKind> any = kind -> kind.needs() == Needs.ANY_NETWORK;
    rule(
        spec,
        ".adapter.method",
        "!has(self.adapter) || !has(self.backbone.pretrain) ||"
            + " !has(self.backbone.pretrain.architecture.mlp) || "
            + given(any, "self.adapter.method", " || "),
        "needs the blocks of a transformer, and an mlp has none; use one of %s, or a gpt2"
            .formatted(words(members(any))));
  }

  private static void fit(ObjectNode spec, ObjectNode method, MethodKind kind) {
    JsonNode parameters = method.at("/properties/%s/properties".formatted(kind.member()));
    for (String width : List.of("bottleneck", "rank")) {
      if (parameters.has(width)) {
        require(
            spec,
            kind,
            width,
            "<= %s.embeddingDim",
            "is wider than the backbone; use at most its embeddingDim");
      }
    }
    if (parameters.has("dropLowest")) {
      require(
          spec,
          kind,
          "dropLowest",
          "< %s.layers",
          "leaves no block with an adapter; use less than the backbone's layers");
    }
    if (parameters.has("hypercomplexDivisions")) {
      String field = "self.adapter.method.%s.hypercomplexDivisions".formatted(kind.member());
      rule(
          spec,
          kind,
          "hypercomplexDivisions",
          GPT2 + ".embeddingDim % " + field + " == 0",
          "does not divide the backbone's embeddingDim; use a divisor of it");
    }
  }

  private static void require(
      ObjectNode spec, MethodKind kind, String field, String bound, String message) {
    String value = "self.adapter.method.%s.%s ".formatted(kind.member(), field);
    rule(spec, kind, field, value + bound.formatted(GPT2), message);
  }

  private static void rule(
      ObjectNode spec, MethodKind kind, String field, String rule, String message) {
    rule(
        spec,
        ".adapter.method.%s.%s".formatted(kind.member(), field),
        "!has(self.adapter) || !has(self.adapter.method.%s) || !has(self.backbone.pretrain) || !has(%s) || %s"
            .formatted(kind.member(), GPT2, rule),
        message);
  }

  private static ObjectNode rule(ObjectNode schema, String field, String rule, String message) {
    ObjectNode added = schema.withArray("x-kubernetes-validations").addObject();
    if (!field.isEmpty()) {
      added.put("fieldPath", field);
    }
    return added.put("message", message).put("rule", rule);
  }

  private static Predicate<MethodKind> trains(Trains trains) {
    return kind -> kind.trains() == trains;
  }

  private static List<String> members(Predicate<MethodKind> chosen) {
    return MethodKind.all().filter(chosen).map(MethodKind::member).toList();
  }

  private static String given(Predicate<MethodKind> chosen, String path, String separator) {
    return members(chosen).stream()
        .map(member -> "has(%s.%s)".formatted(path, member))
        .collect(Collectors.joining(separator));
  }

  private static String words(List<String> names) {
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
