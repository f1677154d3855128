package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.headroom.core.app.CheckFleet;
import io.headroom.core.app.MemoryReader;
import io.headroom.core.app.RunRemedy;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.InMemoryCheckLog;
import io.headroom.core.port.InMemoryFleet;
import io.headroom.core.port.InMemoryIncidentStore;
import io.headroom.core.port.InMemoryMetrics;
import io.headroom.core.port.InMemoryPager;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.EmbeddedMetrics;
import io.headroom.infra.store.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Doubles of what the functions reach, with services of four tasks and 1 GiB each. */
final class Outside {

  static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  static final ServiceId CART = SampleServices.id("shop", "cart");
  static final ServiceId SEARCH = SampleServices.id("shop", "search");
  private static final Bytes LIMIT = Bytes.mib(1024);

  final InMemoryFleet fleet = new InMemoryFleet(() -> NOW);
  final InMemoryMetrics metrics = new InMemoryMetrics();
  final InMemoryIncidentStore store = new InMemoryIncidentStore();
  final InMemoryCheckLog checkLog = new InMemoryCheckLog();
  final InMemoryPager pager = new InMemoryPager();
  final Runbooks runbooks = TestRunbooks.small();
  final MemoryReader reader = new MemoryReader(fleet, metrics);
  final RunRemedy runRemedy = new RunRemedy(fleet, store, reader);
  final CheckFleet checkFleet =
      new CheckFleet(
          SampleServices.SCOPES, fleet, reader, store, checkLog, runbooks, runRemedy, pager);
  final List<String> logged = new ArrayList<>();
  final DecisionLog log = new DecisionLog(logged::add);

  Outside() {
    runs(CART, 0.4);
  }

  /** A service whose hottest task has used so much of the limit for the last hour. */
  void runs(ServiceId service, double ratio) {
    fleet.with(SampleServices.fargate(service.cluster(), service.name(), 4, LIMIT));
    List<Sample> samples =
        IntStream.rangeClosed(1, 60)
            .mapToObj(
                back -> new Sample(NOW.minus(Duration.ofMinutes(61 - back)), ratio * LIMIT.value()))
            .toList();
    metrics.put(service, new MemorySeries(Subject.SERVICE, LIMIT, samples));
  }

  /** What was logged last, as JSON. */
  JsonObject lastLine() {
    return JsonParser.parseString(logged.getLast()).getAsJsonObject();
  }

  /** The first line with an outcome. */
  JsonObject line(String outcome) {
    return logged.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .filter(line -> line.get("outcome").getAsString().equals(outcome))
        .findFirst()
        .orElseThrow(() -> new AssertionError(outcome + " is not among " + logged));
  }

  /** How many failures were counted, for the alarm on them. */
  long failures() {
    return logged.stream()
        .filter(EmbeddedMetrics::in)
        .mapToLong(
            line ->
                EmbeddedMetrics.of(line).getOrDefault("Headroom/Failures{FunctionName=test}", 0L))
        .sum();
  }

  /** The outcomes that were logged, in order. */
  List<String> outcomes() {
    return logged.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject().get("outcome").getAsString())
        .toList();
  }

  static FleetException throttled() {
    return new FleetException(
        FleetException.Reason.THROTTLED, "ThrottlingException: Rate exceeded");
  }

  static FleetException denied() {
    return new FleetException(FleetException.Reason.ACCESS_DENIED, "AccessDeniedException: no");
  }

  /** The stream's records of all events of incidents, as Lambda hands them over. */
  static DynamodbEvent stream(Incident... incidents) {
    var records = new ArrayList<DynamodbStreamRecord>();
    for (Incident incident : incidents) {
      incident.events().forEach(event -> records.add(record(incident.id(), event)));
    }
    return batch(records);
  }

  static DynamodbEvent batch(List<DynamodbStreamRecord> records) {
    var event = new DynamodbEvent();
    event.setRecords(records);
    return event;
  }

  static DynamodbStreamRecord record(IncidentId incident, Recorded event) {
    String sk = "EV#%06d".formatted(event.number());
    return record(
        incident.value() + "/" + event.number(),
        Map.of("PK", text("INC#" + incident.value()), "SK", text(sk)),
        Map.of("type", text(EventJson.type(event.event()))));
  }

  static DynamodbStreamRecord record(
      String sequenceNumber, Map<String, AttributeValue> keys, Map<String, AttributeValue> item) {
    var record = new DynamodbStreamRecord();
    record.setEventID("id-" + sequenceNumber);
    record.setEventName("INSERT");
    record.setDynamodb(
        new StreamRecord().withSequenceNumber(sequenceNumber).withKeys(keys).withNewImage(item));
    return record;
  }

  static AttributeValue text(String value) {
    return new AttributeValue(value);
  }
}
