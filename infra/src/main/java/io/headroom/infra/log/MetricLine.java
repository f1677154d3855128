package io.headroom.infra.log;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics in a line, in CloudWatch's embedded metric format ("Specification: Embedded metric
 * format"): the line's own members are the values, and {@code _aws} says which of them are metrics.
 * CloudWatch Logs extracts them; no call is made and no permission is needed for it.
 *
 * <p>Each combination of a metric's name and its dimensions' values is billed as a metric of its
 * own for each hour in which it has a value. So every metric has the function's name as its one
 * dimension, and one that needs more says so for itself.
 */
final class MetricLine {

  static final String NAMESPACE = "Headroom";
  static final String FUNCTION = "FunctionName";

  /** The dimensions of a set besides the function's name, with the metrics that have them. */
  private final Map<List<String>, JsonArray> metrics = new LinkedHashMap<>();

  /** A metric, by the name of the member that holds its value. */
  void add(String name, String unit, List<String> dimensions) {
    var metric = new JsonObject();
    metric.addProperty("Name", name);
    metric.addProperty("Unit", unit);
    metrics.computeIfAbsent(dimensions, key -> new JsonArray()).add(metric);
  }

  boolean isEmpty() {
    return metrics.isEmpty();
  }

  /** The member {@code _aws}. */
  JsonObject metadata(Instant at) {
    var directives = new JsonArray();
    metrics.forEach(
        (more, list) -> {
          var set = new JsonArray();
          set.add(FUNCTION);
          more.forEach(set::add);
          var sets = new JsonArray();
          sets.add(set);
          var directive = new JsonObject();
          directive.addProperty("Namespace", NAMESPACE);
          directive.add("Dimensions", sets);
          directive.add("Metrics", list);
          directives.add(directive);
        });
    var metadata = new JsonObject();
    metadata.addProperty("Timestamp", at.toEpochMilli());
    metadata.add("CloudWatchMetrics", directives);
    return metadata;
  }
}
