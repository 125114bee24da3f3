package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class AdapterJobStatusTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void absentListsAreEmpty() throws JsonProcessingException {
    var status = MAPPER.readValue("{\"phase\": \"Running\"}", AdapterJobStatus.class);

    assertThat(status.phase()).isEqualTo(Phase.Running);
    assertThat(status.conditions()).isEmpty();
    assertThat(status.runs()).isEmpty();
  }

  @Test
  void whatIsUnknownIsLeftOut() throws JsonProcessingException {
    String json = "{\"phase\":\"Pending\"}";

    assertThat(MAPPER.writeValueAsString(MAPPER.readValue(json, AdapterJobStatus.class)))
        .isEqualTo(json);
  }
}
