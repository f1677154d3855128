package io.headroom.bench.memory;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.headroom.bench.LambdaEnvironment;
import io.headroom.bench.scale.Account;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;

/** What AWS sends to the functions. */
final class Events {

  private Events() {}

  /** "ECS Task State Change" of a task that the kernel has killed for its memory. */
  static String killed(Account account, String cluster, String service, int number) {
    String task = "%s/%032x".formatted(cluster, number);
    String now = Instant.now().toString();
    Map<String, Object> container =
        Map.of(
            "containerArn",
            account.arn("container", task + "/0b4d5a1e"),
            "exitCode",
            137,
            "reason",
            "OutOfMemoryError: Container killed due to memory usage",
            "lastStatus",
            "STOPPED",
            "name",
            "app",
            "taskArn",
            account.arn("task", task));
    return event(
        account,
        "ECS Task State Change",
        account.arn("task", task),
        Map.of(
            "clusterArn",
            account.arn("cluster", cluster),
            "containers",
            List.of(container),
            "group",
            "service:" + service,
            "lastStatus",
            "STOPPED",
            "desiredStatus",
            "STOPPED",
            "startedAt",
            Instant.now().minusSeconds(3_600).toString(),
            "stoppedAt",
            now,
            "stopCode",
            "EssentialContainerExited",
            "taskArn",
            account.arn("task", task),
            "taskDefinitionArn",
            account.arn("task-definition", cluster + "-" + service + ":1")));
  }

  /** "ECS Service Action" of a service whose tasks run steadily. */
  static String steady(Account account, String cluster, String service) {
    return event(
        account,
        "ECS Service Action",
        account.arn("service", cluster + "/" + service),
        Map.of(
            "eventType", "INFO",
            "eventName", "SERVICE_STEADY_STATE",
            "clusterArn", account.arn("cluster", cluster)));
  }

  private static String event(
      Account account, String type, String resource, Map<String, Object> detail) {
    return new Gson()
        .toJson(
            Map.of(
                "version",
                "0",
                "id",
                "3317b2af-7005-947d-b652-f55e762e571a",
                "detail-type",
                type,
                "source",
                "aws.ecs",
                "account",
                account.id(),
                "time",
                Instant.now().toString(),
                "region",
                account.place().region(),
                "resources",
                List.of(resource),
                "detail",
                detail));
  }

  /** The events of incidents in the table, of the types given or of any, as the stream has them. */
  static List<JsonObject> records(DynamoDbClient database, Collection<String> types) {
    return database
        .scanPaginator(ScanRequest.builder().tableName(LambdaEnvironment.TABLE).build())
        .items()
        .stream()
        .filter(item -> text(item, "SK").startsWith("EV#"))
        .filter(item -> types.isEmpty() || types.contains(text(item, "type")))
        .map(Events::record)
        .toList();
  }

  /** A batch of such events. */
  static String batch(Stream<JsonObject> records) {
    var array = new JsonArray();
    records.forEach(array::add);
    var batch = new JsonObject();
    batch.add("Records", array);
    return batch.toString();
  }

  private static JsonObject record(Map<String, AttributeValue> item) {
    var keys = new JsonObject();
    keys.add("PK", value(AttributeValue.fromS(text(item, "PK"))));
    keys.add("SK", value(AttributeValue.fromS(text(item, "SK"))));
    var image = new JsonObject();
    item.forEach((name, value) -> image.add(name, value(value)));
    var change = new JsonObject();
    change.add("Keys", keys);
    change.add("NewImage", image);
    change.addProperty("SequenceNumber", text(item, "PK") + text(item, "SK"));
    change.addProperty("StreamViewType", "NEW_IMAGE");
    var record = new JsonObject();
    record.addProperty("eventName", "INSERT");
    record.addProperty("eventSource", "aws:dynamodb");
    record.add("dynamodb", change);
    return record;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return Optional.ofNullable(item.get(name)).orElseThrow().s();
  }

  /** Events have text and numbers only. */
  private static JsonObject value(AttributeValue from) {
    var value = new JsonObject();
    switch (from.type()) {
      case S -> value.addProperty("S", from.s());
      case N -> value.addProperty("N", from.n());
      default -> throw new IllegalArgumentException("no text and no number: " + from);
    }
    return value;
  }
}
