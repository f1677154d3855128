package io.headroom.bench.scale;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * ECS, Application Auto Scaling and CloudWatch of one account over HTTP: each call takes its time,
 * and those above the documented rates are throttled ("Request throttling for the Amazon ECS API";
 * "CloudWatch service quotas": 50 calls of GetMetricData and 180,000 data points a second).
 */
public final class AwsAtScale implements AutoCloseable {

  private static final int FASTEST = 50;
  private static final int SLOWEST = 100;
  private static final int SERVICES_A_PAGE = 100;

  private final Account account;
  private final MetricDataDouble metrics;
  private final HttpServer server;
  private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
  private final Bucket clusters = new Bucket(50, 20);
  private final Bucket services = new Bucket(100, 20);
  private final Bucket tasks = new Bucket(100, 20);
  private final Bucket definitions = new Bucket(50, 20);

  public AwsAtScale(Account account, InstantSource clock) throws IOException {
    this.account = account;
    this.metrics = new MetricDataDouble(account, clock);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** How often an operation was called so far. */
  long calls(String operation) {
    LongAdder known = calls.get(operation);
    return known == null ? 0 : known.sum();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] request = exchange.getRequestBody().readAllBytes();
      calls.computeIfAbsent(operation(exchange), any -> new LongAdder()).increment();
      if (operation(exchange).equals("GetMetricData")) {
        metrics.answer(exchange, request);
        return;
      }
      pause(ThreadLocalRandom.current().nextInt(FASTEST, SLOWEST));
      String operation = operation(exchange);
      if (operation.equals("ListMetrics")) {
        // Its applications publish nothing: an empty map in CBOR.
        exchange.getResponseHeaders().set("Content-Type", "application/cbor");
        exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
        exchange.sendResponseHeaders(200, 1);
        exchange.getResponseBody().write(0xA0);
        return;
      }
      JsonObject asked =
          JsonParser.parseString(new String(request, StandardCharsets.UTF_8)).getAsJsonObject();
      boolean admitted = admits(operation);
      JsonObject answer = admitted ? ecs(operation, asked) : throttled();
      byte[] bytes = answer.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(admitted ? 200 : 400, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  /** CloudWatch's SDK names it in the path, the others in a header. */
  private static String operation(HttpExchange exchange) {
    String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    String path = exchange.getRequestURI().getPath();
    return target == null
        ? path.substring(path.lastIndexOf('/') + 1)
        : target.substring(target.indexOf('.') + 1);
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean admits(String operation) {
    return switch (operation) {
      case "ListClusters", "DescribeClusters" -> clusters.admits(1);
      case "ListServices", "DescribeServices" -> services.admits(1);
      case "ListTasks", "DescribeTasks" -> tasks.admits(1);
      case "DescribeTaskDefinition" -> definitions.admits(1);
      // Application Auto Scaling's rates are not documented; UpdateService is called now and then.
      default -> true;
    };
  }

  private static JsonObject throttled() {
    var error = new JsonObject();
    error.addProperty("__type", "ThrottlingException");
    error.addProperty("message", "Rate exceeded");
    return error;
  }

  private JsonObject ecs(String operation, JsonObject asked) {
    return switch (operation) {
      case "ListClusters" ->
          list("clusterArns", account.clusterNames().stream().map(this::clusterArn).toList());
      case "DescribeClusters" ->
          objects("clusters", names(asked, "clusters").map(account::cluster).toList());
      case "ListServices" -> services(asked);
      case "DescribeServices" -> {
        String cluster = last(asked.get("cluster").getAsString());
        yield objects(
            "services",
            names(asked, "services").map(name -> account.service(cluster, name)).toList());
      }
      case "DescribeTaskDefinition" ->
          with("taskDefinition", account.taskDefinition(text(asked, "taskDefinition")));
      case "ListTasks" -> {
        String cluster = last(text(asked, "cluster"));
        String service = text(asked, "serviceName");
        yield list(
            "taskArns",
            List.of(
                account.arn("task", cluster + "/" + service + "-1"),
                account.arn("task", cluster + "/" + service + "-2")));
      }
      case "DescribeTasks" -> {
        String cluster = last(text(asked, "cluster"));
        yield objects(
            "tasks",
            asked.getAsJsonArray("tasks").asList().stream()
                .map(arn -> account.task(cluster, arn.getAsString()))
                .toList());
      }
      case "UpdateService" -> {
        String cluster = last(text(asked, "cluster"));
        yield with("service", account.service(cluster, last(text(asked, "service"))));
      }
      case "DescribeScalableTargets" -> list("ScalableTargets", List.of());
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private JsonObject services(JsonObject asked) {
    String cluster = last(text(asked, "cluster"));
    List<String> all = account.serviceNames();
    int from = asked.has("nextToken") ? Integer.parseInt(text(asked, "nextToken")) : 0;
    int to = Math.min(from + SERVICES_A_PAGE, all.size());
    JsonObject page =
        list(
            "serviceArns",
            all.subList(from, to).stream()
                .map(name -> account.arn("service", cluster + "/" + name))
                .toList());
    if (to < all.size()) {
      page.addProperty("nextToken", String.valueOf(to));
    }
    return page;
  }

  private String clusterArn(String name) {
    return account.arn("cluster", name);
  }

  private static Stream<String> names(JsonObject asked, String member) {
    return asked.getAsJsonArray(member).asList().stream()
        .map(JsonElement::getAsString)
        .map(AwsAtScale::last);
  }

  private static String text(JsonObject asked, String member) {
    return asked.get(member).getAsString();
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }

  /** An object with one member. */
  private static JsonObject with(String name, JsonElement value) {
    var object = new JsonObject();
    object.add(name, value);
    return object;
  }

  private static JsonObject list(String name, List<String> values) {
    var array = new JsonArray();
    values.forEach(array::add);
    return with(name, array);
  }

  private static JsonObject objects(String name, List<JsonObject> values) {
    var array = new JsonArray();
    values.forEach(array::add);
    return with(name, array);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
