package dev.graft.operator.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import dev.graft.api.Affinity;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PodOptionsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Its fields, and theirs, by name. */
  @Test
  void affinityIsThatOfKubernetesFieldByField() {
    assertThat(fields(JSON.constructType(Affinity.class)))
        .isEqualTo(fields(JSON.constructType(io.fabric8.kubernetes.api.model.Affinity.class)))
        .hasSize(3);
  }

  private static Map<String, Object> fields(JavaType type) {
    Map<String, Object> fields = new TreeMap<>();
    if (type.isEnumType() || type.getRawClass().getName().startsWith("java.")) {
      return fields;
    }
    BeanDescription bean = JSON.getSerializationConfig().introspect(type);
    for (BeanPropertyDefinition property : bean.findProperties()) {
      if (property.couldSerialize() && !property.getName().equals("additionalProperties")) {
        JavaType of = property.getPrimaryType();
        fields.put(
            property.getName(), fields(of.isCollectionLikeType() ? of.getContentType() : of));
      }
    }
    return fields;
  }
}
