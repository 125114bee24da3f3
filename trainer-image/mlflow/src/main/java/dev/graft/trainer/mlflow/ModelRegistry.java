package dev.graft.trainer.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.trainer.mlflow.RegisteredModel.Version;
import dev.graft.trainer.mlflow.TrackingException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Registered models: names under which people find what runs have made, each with its versions.
 *
 * <p>Registering the same weights again adds nothing. All methods throw {@link TrackingException}.
 * Thread-safe.
 */
public final class ModelRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/2.0/mlflow/";
  private static final int PAGE = 100;

  /** A filter: the models that have our tag, whatever it says. */
  private static final String OURS = "tags.`%s` LIKE '%%'".formatted(ModelVersion.KIND);

  private static final Pattern ADDRESS =
      Pattern.compile("models:/(?<name>[^/:@']+)(/(?<version>\\d+)|@(?<alias>[^/:@]+))");

  private final Requests requests;

  ModelRegistry(Requests requests) {
    this.requests = requests;
  }

  /**
   * Makes a version of a model, unless there is one of the same weights, and lets its aliases stand
   * for it. One that is there gets the tags that it lacks, as of an earlier release.
   *
   * @return the version's number
   */
  public String register(TrackedRun run, ModelVersion version) {
    return requests.retrying(
        () -> {
          ensureModel(version);
          Optional<Version> there = withWeights(version);
          there.ifPresent(found -> addTags(found, version));
          String number = there.map(Version::number).orElseGet(() -> create(run, version));
          version.aliases().forEach(alias -> setAlias(version.model(), alias, number));
          return number;
        });
  }

  /** The models whose versions Graft has made, by name. */
  public List<RegisteredModel> list() {
    return models(OURS);
  }

  private List<RegisteredModel> models(String filter) {
    return requests
        .retrying(() -> pages("list the registered models", "registered-models", filter))
        .stream()
        .map(this::model)
        .sorted(Comparator.comparing(RegisteredModel::name))
        .toList();
  }

  /** A model, if there is one of that name that Graft has made. */
  public Optional<RegisteredModel> find(String name) {
    return models(OURS + " and name = '%s'".formatted(TrackingServer.quoted(name))).stream()
        .findFirst();
  }

  /**
   * What an address such as {@code models:/NAME/VERSION} or {@code models:/NAME@ALIAS} stands for;
   * one request when there is such a version.
   *
   * @throws IllegalArgumentException when it has another form
   */
  public ModelLookup lookUp(String uri) {
    Matcher parts = ADDRESS.matcher(uri);
    if (!parts.matches()) {
      throw new IllegalArgumentException(uri + " is no address of a registered model's version");
    }
    String name = parts.group("name");
    String alias = parts.group("alias");
    String query =
        alias == null
            ? "model-versions/get?name=%s&version=%s"
                .formatted(encoded(name), parts.group("version"))
            : "registered-models/alias?name=%s&alias=%s".formatted(encoded(name), encoded(alias));
    String wanted = alias == null ? parts.group("version") : "@" + alias;
    return requests.retrying(() -> lookUp(name, wanted, query));
  }

  /** Servers say in several ways that there is none: what there is tells. */
  private ModelLookup lookUp(String name, String wanted, String query) {
    String what = "look up %s of the model %s".formatted(wanted, name);
    try {
      JsonNode version = requests.get(what, API + query).path("model_version");
      return new ModelLookup.Found(version(version, aliases(version)));
    } catch (TrackingException e) {
      if (e.reason() != Reason.Refused) {
        throw e;
      }
      List<String> there = versionsOf(name);
      if (there.contains(wanted)) {
        throw e;
      }
      return new ModelLookup.Missing(there);
    }
  }

  /** Versions of a model, then aliases; empty where there is no such model. */
  private List<String> versionsOf(String name) {
    String filter = "name = '%s'".formatted(TrackingServer.quoted(name));
    return pages("look for the model " + name, "registered-models", filter).stream()
        .map(this::model)
        .flatMap(
            model ->
                Stream.concat(
                    model.versions().stream().map(Version::number),
                    model.versions().stream()
                        .flatMap(version -> version.aliases().stream())
                        .map(alias -> "@" + alias)))
        .toList();
  }

  private static Map<String, List<String>> aliases(JsonNode version) {
    return Map.of(
        version.path("version").asText(),
        version.path("aliases").valueStream().map(JsonNode::asText).toList());
  }

  private RegisteredModel model(JsonNode model) {
    String name = model.path("name").asText();
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    for (JsonNode alias : model.path("aliases")) {
      aliases
          .computeIfAbsent(alias.path("version").asText(), version -> new ArrayList<>())
          .add(alias.path("alias").asText());
    }
    List<Version> versions =
        requests.retrying(() -> versions(name, "")).stream()
            .map(version -> version(version, aliases))
            .sorted(Comparator.comparing((Version v) -> Long.valueOf(v.number())).reversed())
            .toList();
    return new RegisteredModel(
        name, tags(model).getOrDefault(ModelVersion.KIND, "model"), versions);
  }

  private Optional<Version> withWeights(ModelVersion version) {
    String filter =
        " and tags.`%s` = '%s'"
            .formatted(ModelVersion.DIGEST, TrackingServer.quoted(version.digest()));
    return versions(version.model(), filter).stream()
        .map(found -> version(found, Map.of()))
        .min(Comparator.comparing(found -> Long.valueOf(found.number())));
  }

  private List<JsonNode> versions(String model, String and) {
    return pages(
        "look for versions of the model " + model,
        "model-versions",
        "name = '%s'%s".formatted(TrackingServer.quoted(model), and));
  }

  /** Another writer may have made it, or the answer to its creation was lost. */
  private void ensureModel(ModelVersion version) {
    ObjectNode body = JSON.createObjectNode().put("name", version.model());
    addTags(body, Map.of(ModelVersion.KIND, version.kind()));
    try {
      requests.post("register the model " + version.model(), "registered-models/create", body);
    } catch (TrackingException e) {
      if (e.reason() != Reason.Refused || !isThere(version.model())) {
        throw e;
      }
    }
  }

  private boolean isThere(String model) {
    String filter = "name = '%s'".formatted(TrackingServer.quoted(model));
    return !pages("look for the model " + model, "registered-models", filter).isEmpty();
  }

  private String create(TrackedRun run, ModelVersion version) {
    String artifacts = requests.run(run.runId()).at("/info/artifact_uri").asText();
    Map<String, String> tags = new LinkedHashMap<>(version.tags());
    tags.put(ModelVersion.DIGEST, version.digest());
    ObjectNode body =
        JSON.createObjectNode()
            .put("name", version.model())
            .put("run_id", run.runId())
            .put("source", artifacts + "/" + version.path())
            .put("description", version.description());
    addTags(body, tags);
    return requests
        .post("add a version to the model " + version.model(), "model-versions/create", body)
        .at("/model_version/version")
        .asText();
  }

  private void addTags(Version there, ModelVersion version) {
    version.tags().entrySet().stream()
        .filter(tag -> !there.tags().containsKey(tag.getKey()))
        .forEach(
            tag ->
                requests.post(
                    "complete a version of the model " + version.model(),
                    "model-versions/set-tag",
                    JSON.createObjectNode()
                        .put("name", version.model())
                        .put("version", there.number())
                        .put("key", tag.getKey())
                        .put("value", tag.getValue())));
  }

  private void setAlias(String model, String alias, String version) {
    requests.post(
        "give the model %s the alias %s".formatted(model, alias),
        "registered-models/alias",
        JSON.createObjectNode().put("name", model).put("alias", alias).put("version", version));
  }

  private List<JsonNode> pages(String what, String kind, String filter) {
    List<JsonNode> all = new ArrayList<>();
    String token = "";
    do {
      String query =
          "%s/search?max_results=%d&filter=%s&page_token=%s"
              .formatted(kind, PAGE, encoded(filter), encoded(token));
      JsonNode page = requests.get(what, API + query);
      page.path(kind.replace('-', '_')).forEach(all::add);
      token = page.path("next_page_token").asText();
    } while (!token.isEmpty());
    return all;
  }

  private static Version version(JsonNode version, Map<String, List<String>> aliases) {
    String number = version.path("version").asText();
    return new Version(
        number,
        version.path("run_id").asText(),
        version.path("source").asText(),
        tags(version),
        aliases.getOrDefault(number, List.of()));
  }

  private static Map<String, String> tags(JsonNode node) {
    Map<String, String> tags = new LinkedHashMap<>();
    Stream<JsonNode> given = node.path("tags").valueStream();
    given.forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return tags;
  }

  private static void addTags(ObjectNode body, Map<String, String> tags) {
    tags.forEach(
        (key, value) -> body.withArray("tags").addObject().put("key", key).put("value", value));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
