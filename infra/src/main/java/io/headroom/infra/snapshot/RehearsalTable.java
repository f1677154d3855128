package io.headroom.infra.snapshot;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table of DynamoDB for one rehearsal, as far as an incident is written and read: it keeps what
 * is put, and finds it by its keys. It knows no conditions. Not for use by several threads.
 */
final class RehearsalTable {

  private final NavigableMap<String, JsonObject> items = new TreeMap<>();

  /**
   * Answers a call, if it is one of the table's.
   *
   * @param operation as DynamoDB names it
   * @param request its body, JSON
   */
  Optional<String> answer(String operation, String request) {
    JsonObject asked = JsonParser.parseString(request).getAsJsonObject();
    return switch (operation) {
      case "TransactWriteItems" -> {
        for (JsonElement action : asked.getAsJsonArray("TransactItems")) {
          if (action.getAsJsonObject().get("Put") instanceof JsonObject put) {
            put(put.getAsJsonObject("Item"));
          }
        }
        yield Optional.of("{}");
      }
      case "PutItem" -> {
        put(asked.getAsJsonObject("Item"));
        yield Optional.of("{}");
      }
      case "UpdateItem" -> {
        // The outcome of a check is the one thing that is written so.
        JsonObject item = asked.getAsJsonObject("Key").deepCopy();
        item.add("body", asked.getAsJsonObject("ExpressionAttributeValues").get(":outcome"));
        put(item);
        yield Optional.of("{}");
      }
      case "GetItem" -> {
        JsonObject item = items.get(key(asked.getAsJsonObject("Key")));
        var answer = new JsonObject();
        if (item != null) {
          answer.add("Item", item);
        }
        yield Optional.of(answer.toString());
      }
      case "Query" -> Optional.of(query(asked));
      default -> Optional.empty();
    };
  }

  void put(JsonObject item) {
    items.put(key(item), item);
  }

  /** All of a partition, or of it between two sort keys, as Headroom asks. */
  private String query(JsonObject asked) {
    JsonObject values = asked.getAsJsonObject("ExpressionAttributeValues");
    String partition = text(values, ":pk");
    boolean range = values.has(":first") && values.has(":last");
    String from = partition + '\n' + (range ? text(values, ":first") : "");
    String to = partition + '\n' + (range ? text(values, ":last") : "￿");
    var found = new JsonArray();
    items.subMap(from, true, to, true).values().forEach(found::add);
    var answer = new JsonObject();
    answer.addProperty("Count", found.size());
    answer.addProperty("ScannedCount", found.size());
    answer.add("Items", found);
    return answer.toString();
  }

  private static String key(JsonObject item) {
    return text(item, "PK") + '\n' + text(item, "SK");
  }

  private static String text(JsonObject of, String name) {
    return of.getAsJsonObject(name).get("S").getAsString();
  }
}
