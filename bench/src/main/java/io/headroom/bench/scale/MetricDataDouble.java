package io.headroom.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;

/**
 * GetMetricData in the protocol that the SDK speaks to CloudWatch (Smithy RPC v2 CBOR): a value for
 * every minute asked for. A service that breaches has used 97 % for twenty minutes, the others 40
 * %.
 */
final class MetricDataDouble {

  private static final int BASE_MS = 80;
  private static final int MINUTE = 60;
  private static final long BREACH_SECONDS = 20 * 60;
  private static final int EPOCH_TAG = 1;
  private static final double CALM = 0.4;
  private static final double BREACHED = 0.97;
  private static final double PERCENT = 100;
  private static final double MIB = 1024;

  private final Account account;
  private final InstantSource clock;
  private final CBORMapper mapper = new CBORMapper();
  private final CBORFactory factory = new CBORFactory();
  private final Bucket calls = new Bucket(50, 50);
  private final Bucket points = new Bucket(180_000, 180_000);

  MetricDataDouble(Account account, InstantSource clock) {
    this.account = account;
    this.clock = clock;
  }

  void answer(HttpExchange exchange, byte[] body) throws IOException {
    JsonNode request = mapper.readTree(body);
    JsonNode queries = request.get("MetricDataQueries");
    long from = request.get("StartTime").asLong();
    long to = request.get("EndTime").asLong();
    long wanted = queries.size() * (to - from) / MINUTE;
    // A millisecond a metric: a full call takes more than half a second.
    AwsAtScale.pause(BASE_MS + queries.size());
    boolean admitted = calls.admits(1) && points.admits((double) wanted);
    byte[] answer = admitted ? results(queries, from, to) : throttled();
    exchange.getResponseHeaders().set("smithy-protocol", "rpc-v2-cbor");
    exchange.getResponseHeaders().set("Content-Type", "application/cbor");
    exchange.sendResponseHeaders(admitted ? 200 : 400, answer.length);
    exchange.getResponseBody().write(answer);
  }

  private byte[] throttled() throws IOException {
    var out = new ByteArrayOutputStream();
    try (CBORGenerator cbor = factory.createGenerator(out)) {
      cbor.writeStartObject();
      cbor.writeStringField("__type", "com.amazonaws.cloudwatch.v2010_08_01#ThrottlingException");
      cbor.writeStringField("message", "Rate exceeded");
      cbor.writeEndObject();
    }
    return out.toByteArray();
  }

  private byte[] results(JsonNode queries, long from, long to) throws IOException {
    // CloudWatch is a minute late.
    long newest = Math.min(to, clock.instant().getEpochSecond() - MINUTE) / MINUTE * MINUTE;
    var out = new ByteArrayOutputStream();
    try (CBORGenerator cbor = factory.createGenerator(out)) {
      cbor.writeStartObject();
      cbor.writeArrayFieldStart("MetricDataResults");
      for (JsonNode query : queries) {
        cbor.writeStartObject();
        cbor.writeStringField("Id", query.get("Id").asText());
        cbor.writeStringField("Label", query.get("Id").asText());
        cbor.writeStringField("StatusCode", "Complete");
        cbor.writeArrayFieldStart("Timestamps");
        for (long at = from; at < newest; at += MINUTE) {
          cbor.writeTag(EPOCH_TAG);
          cbor.writeNumber(at);
        }
        cbor.writeEndArray();
        cbor.writeArrayFieldStart("Values");
        JsonNode metric = query.get("MetricStat").get("Metric");
        double scale =
            metric.get("MetricName").asText().equals("MemoryUtilization") ? PERCENT : MIB;
        boolean breaches = breaches(metric);
        for (long at = from; at < newest; at += MINUTE) {
          boolean high = breaches && at >= newest - BREACH_SECONDS;
          cbor.writeNumber((high ? BREACHED : CALM) * scale);
        }
        cbor.writeEndArray();
        cbor.writeEndObject();
      }
      cbor.writeEndArray();
      cbor.writeEndObject();
    }
    return out.toByteArray();
  }

  private boolean breaches(JsonNode metric) {
    String cluster = "";
    String service = "";
    for (JsonNode dimension : metric.get("Dimensions")) {
      String value = dimension.get("Value").asText();
      switch (dimension.get("Name").asText()) {
        case "ClusterName" -> cluster = value;
        case "ServiceName" -> service = value;
        default -> {}
      }
    }
    return account.breaches(cluster, service);
  }
}
