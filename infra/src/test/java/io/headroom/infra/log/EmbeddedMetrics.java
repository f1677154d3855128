package io.headroom.infra.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a log line as CloudWatch does: holds it against the specification, which a schema says in
 * part and the rest is checked here, and answers the metrics that would be made of it.
 */
public final class EmbeddedMetrics {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012)
          .getSchema(
              EmbeddedMetrics.class.getResourceAsStream("embedded-metric-format.schema.json"));

  private EmbeddedMetrics() {}

  /** Whether a line has metrics. */
  public static boolean in(String line) {
    return JsonParser.parseString(line).getAsJsonObject().has("_aws");
  }

  /**
   * The metrics of a line: {@code Headroom/SlackFailures{FunctionName=f, Reason=NO_ANSWER}} and its
   * value.
   */
  public static Map<String, Long> of(String line) {
    assertThat(SCHEMA.validate(line, InputFormat.JSON)).as(line).isEmpty();
    JsonObject root = JsonParser.parseString(line).getAsJsonObject();
    var metrics = new TreeMap<String, Long>();
    for (JsonElement element : root.getAsJsonObject("_aws").getAsJsonArray("CloudWatchMetrics")) {
      JsonObject directive = element.getAsJsonObject();
      for (JsonElement set : directive.getAsJsonArray("Dimensions")) {
        var dimensions = new TreeMap<String, String>();
        for (JsonElement name : set.getAsJsonArray()) {
          JsonElement value = root.get(name.getAsString());
          assertThat(value).as("\"a dimension's target has to be a string\": %s", name).isNotNull();
          assertThat(value.getAsJsonPrimitive().isString()).as(line).isTrue();
          assertThat(value.getAsString()).as(line).hasSizeBetween(1, 1024);
          dimensions.put(name.getAsString(), value.getAsString());
        }
        for (JsonElement metric : directive.getAsJsonArray("Metrics")) {
          String name = metric.getAsJsonObject().get("Name").getAsString();
          JsonElement value = root.get(name);
          assertThat(value).as("\"a metric's target has to be a number\": %s", name).isNotNull();
          assertThat(value.getAsJsonPrimitive().isNumber()).as(line).isTrue();
          String key = directive.get("Namespace").getAsString() + "/" + name + dimensions;
          assertThat(metrics.put(key, value.getAsLong())).as("twice: %s", key).isNull();
        }
      }
    }
    return metrics;
  }
}
