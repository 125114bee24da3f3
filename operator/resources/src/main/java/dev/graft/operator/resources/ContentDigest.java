package dev.graft.operator.resources;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A digest of what a child was built as, kept in an annotation.
 *
 * <p>Comparing it tells whether a child is up to date without knowing which fields the API server
 * defaults, and whether a child that turns out to exist already is the very one wanted.
 */
public final class ContentDigest {
  /** The annotation that carries it. */
  public static final String ANNOTATION = "graft.dev/digest";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private ContentDigest() {}

  /** Adds the annotation to a child that is otherwise complete, and returns it. */
  static <T extends HasMetadata> T stamp(T child) {
    String digest = ofText(canonical(child));
    Map<String, String> annotations = new LinkedHashMap<>();
    if (child.getMetadata().getAnnotations() != null) {
      annotations.putAll(child.getMetadata().getAnnotations());
    }
    annotations.put(ANNOTATION, digest);
    child.getMetadata().setAnnotations(annotations);
    return child;
  }

  /** The digest a child carries; null for one that was not built here. */
  public static @Nullable String of(HasMetadata child) {
    Map<String, String> annotations = child.getMetadata().getAnnotations();
    return annotations == null ? null : annotations.get(ANNOTATION);
  }

  /** Another process must come to the same digest, and the order of a map may differ there. */
  private static String canonical(HasMetadata child) {
    try {
      return JSON.writeValueAsString(child);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Kubernetes objects always have JSON", e);
    }
  }

  /** SHA-256 of a text, in hexadecimal digits. */
  static String ofText(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
