package dev.graft.crd;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.graft.api.AdapterJobSpec;
import dev.graft.crd.schema.Problem;
import dev.graft.crd.yaml.YamlDocument;
import dev.graft.crd.yaml.YamlException;
import dev.graft.crd.yaml.YamlReader;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads AdapterJobs from YAML: settings applied, defaults filled in, everything validated against
 * the CRD. A pure function of its arguments; instances may be shared by threads.
 */
public final class ManifestReader {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final CrdValidator validator = new CrdValidator();

  /** Reads a text of one or more YAML documents. */
  public Reading read(String yaml) {
    return read(yaml, List.of());
  }

  /**
   * Reads a text of one or more YAML documents.
   *
   * @param yaml the text
   * @param settings {@code path=value} each, such as {@code spec.adapter.seeds=[0, 1]}, applied to
   *     every document in this order; the value is YAML, an empty one or {@code null} removes the
   *     field
   */
  public Reading read(String yaml, List<String> settings) {
    var violations = new ArrayList<Violation>();
    List<Setting> parsed = parse(settings, violations);
    var jobs = new ArrayList<AdapterJob>();
    for (YamlDocument document : documents(yaml, violations)) {
      readDocument(document, parsed, jobs, violations);
    }
    return violations.isEmpty() ? new Reading.Accepted(jobs) : new Reading.Refused(violations);
  }

  private List<Setting> parse(List<String> settings, List<Violation> violations) {
    var parsed = new ArrayList<Setting>();
    for (String setting : settings) {
      try {
        parsed.add(Setting.parse(setting, validator.schema()));
      } catch (Setting.Unusable e) {
        violations.add(new Violation("--set " + setting, null, e.problem(), 0));
      }
    }
    return parsed;
  }

  private static List<YamlDocument> documents(String yaml, List<Violation> violations) {
    try {
      List<YamlDocument> documents = YamlReader.read(yaml);
      if (documents.isEmpty()) {
        violations.add(new Violation("", null, "is empty; it needs an AdapterJob", 0));
      }
      return documents;
    } catch (YamlException e) {
      violations.add(new Violation("", null, e.problem(), e.line()));
      return List.of();
    }
  }

  private void readDocument(
      YamlDocument document,
      List<Setting> settings,
      List<AdapterJob> jobs,
      List<Violation> violations) {
    if (!(document.root().deepCopy() instanceof ObjectNode root)) {
      violations.add(new Violation("", null, "is not an object; it needs apiVersion and kind", 1));
      return;
    }
    settings.forEach(setting -> setting.applyTo(root));
    // The API server keeps status apart: what a manifest says there is ignored.
    root.remove("status");
    ObjectNode manifest = validator.applyDefaults(root);
    List<Problem> problems = validator.validate(manifest);
    if (problems.isEmpty()) {
      convert(manifest, jobs, violations);
    }
    problems.forEach(problem -> violations.add(violation(problem, document.lines())));
  }

  private static void convert(
      ObjectNode manifest, List<AdapterJob> jobs, List<Violation> violations) {
    var job = new AdapterJob();
    try {
      job.setMetadata(MAPPER.treeToValue(manifest.get("metadata"), ObjectMeta.class));
    } catch (JsonProcessingException e) {
      violations.add(new Violation("metadata", null, e.getOriginalMessage(), 0));
      return;
    }
    job.setSpec(MAPPER.convertValue(manifest.get("spec"), AdapterJobSpec.class));
    jobs.add(job);
  }

  private static Violation violation(Problem problem, Map<String, Integer> lines) {
    JsonNode value = problem.value();
    return new Violation(
        problem.path(),
        value == null ? null : value.toString(),
        problem.message(),
        line(problem.path(), lines));
  }

  private static int line(String path, Map<String, Integer> lines) {
    String nearest = path;
    while (!lines.containsKey(nearest) && !nearest.isEmpty()) {
      nearest =
          nearest.substring(
              0, Math.max(0, Math.max(nearest.lastIndexOf('.'), nearest.lastIndexOf('['))));
    }
    return lines.getOrDefault(nearest, 0);
  }
}
