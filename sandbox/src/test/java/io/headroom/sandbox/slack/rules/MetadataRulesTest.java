package io.headroom.sandbox.slack.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataRulesTest {

  private static String check(String json) {
    return MetadataRules.check(JsonParser.parseString(json.replace('\'', '"'))).orElse("fine");
  }

  @Test
  void valuesAreScalarsOrFlatObjectsOrListsOfThose() {
    assertThat(
            check(
                "{'event_type':'e','event_payload':"
                    + "{'s':'x','n':1,'b':true,'o':{'k':'v'},'l':[{'k':1}]}}"))
        .isEqualTo("fine");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{'event_type':'e'}",
        "{'event_payload':{}}",
        "{'event_type':1,'event_payload':{}}",
        "{'event_type':'','event_payload':{}}",
        "{'event_type':'e','event_payload':'x'}"
      })
  void aWrongFormatIsRefused(String json) {
    assertThat(check(json)).isEqualTo("invalid_metadata_format");
  }

  @Test
  void deeperNestingIsRefused() {
    assertThat(check("{'event_type':'e','event_payload':{'a':{'b':{'c':1}}}}"))
        .isEqualTo("invalid_metadata_schema");
  }

  @Test
  void tooMuchIsRefused() {
    assertThat(check("{'event_type':'e','event_payload':{'a':'" + "x".repeat(8000) + "'}}"))
        .isEqualTo("metadata_too_large");
  }
}
