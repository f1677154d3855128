package io.headroom.bench.scale;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.core.abreast.Abreast;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.runbook.Runbooks;
import io.headroom.functions.TellSlackHandler;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.CountedSlackMessages;
import io.headroom.infra.slack.PatientSlackMessages;
import io.headroom.infra.slack.Sleeper;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.RenderContext;
import io.headroom.infra.store.DynamoDbThreadBook;
import io.headroom.infra.store.EventJson;
import io.headroom.sandbox.aws.LocalTable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The events of many incidents told to Slack, as the stream's mapping has it in template.yaml: four
 * batches of fifty at the same time, each incident always in the same lane; told again from the
 * first that failed, two hundred times at the most.
 */
final class Storm {

  private static final int LANES = 4;
  private static final int BATCH = 50;
  private static final int MOST_ATTEMPTS = 200;
  private static final Duration TIME_OUT = Duration.ofMinutes(2);

  private final int speed;
  private final SlackAtScale slack;
  private final TellSlackHandler handler;
  private final AtomicInteger invocations = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();

  Storm(IncidentStore store, LocalTable table, int speed) {
    this.speed = speed;
    this.slack = new SlackAtScale(speed);
    Sleeper sleeper = time -> Thread.sleep(time.dividedBy(speed));
    var calls = new CountedSlackMessages.Counter();
    handler =
        new TellSlackHandler(
            new ThreadTeller(
                store,
                new DynamoDbThreadBook(table.client(), LocalTable.NAME),
                new PatientSlackMessages(new CountedSlackMessages(slack, calls), sleeper),
                new ChannelChoice("C0ALERTS"),
                Runbooks.bundled(),
                RenderContext.AWS),
            new DecisionLog(line -> {}),
            calls,
            InstantSource.system(),
            sleeper);
  }

  /**
   * What came of it.
   *
   * @param lost batches that were given up on
   */
  record Told(
      Duration took, int threads, int messages, int twice, int limited, int invocations, int lost) {

    /** In words, of the incidents that were told. */
    String text(List<Incident> incidents) {
      return "%d events of %d incidents in %d threads, %d messages, %d of them twice; %d calls told to wait, %d invocations, %d batches given up on; %s."
          .formatted(
              incidents.stream().mapToInt(Incident::version).sum(),
              incidents.size(),
              threads,
              messages,
              twice,
              limited,
              invocations,
              lost,
              TickTable.text(took));
    }
  }

  Told tell(List<Incident> incidents) {
    List<List<DynamodbStreamRecord>> lanes = new ArrayList<>();
    for (int i = 0; i < LANES; i++) {
      lanes.add(new ArrayList<>());
    }
    for (Incident incident : incidents) {
      List<DynamodbStreamRecord> lane = lanes.get(Math.floorMod(incident.id().hashCode(), LANES));
      incident.events().forEach(event -> lane.add(record(incident, event)));
    }
    long began = System.nanoTime();
    new Abreast(LANES).each(lanes, this::work);
    Duration took = Duration.ofNanos((System.nanoTime() - began) * speed);
    return new Told(
        took,
        slack.threads(),
        slack.messages(),
        slack.twice(),
        slack.limited(),
        invocations.get(),
        lost.get());
  }

  private void work(List<DynamodbStreamRecord> lane) {
    int at = 0;
    int attempts = 0;
    while (at < lane.size()) {
      List<DynamodbStreamRecord> batch = lane.subList(at, Math.min(at + BATCH, lane.size()));
      var event = new DynamodbEvent();
      event.setRecords(batch);
      invocations.incrementAndGet();
      StreamsEventResponse answer =
          handler.handleRequest(event, new Deadline(System.nanoTime(), TIME_OUT, speed));
      int done = done(batch, answer);
      attempts = done > 0 ? 0 : attempts + 1;
      if (attempts > MOST_ATTEMPTS) {
        lost.incrementAndGet();
        done = batch.size();
        attempts = 0;
      }
      at += done;
    }
  }

  private static int done(List<DynamodbStreamRecord> batch, StreamsEventResponse answer) {
    if (answer.getBatchItemFailures().isEmpty()) {
      return batch.size();
    }
    String failed = answer.getBatchItemFailures().getFirst().getItemIdentifier();
    int done = 0;
    while (!batch.get(done).getDynamodb().getSequenceNumber().equals(failed)) {
      done++;
    }
    return done;
  }

  private static DynamodbStreamRecord record(Incident incident, Recorded event) {
    var change = new StreamRecord();
    change.setKeys(
        Map.of(
            "PK", new AttributeValue("INC#" + incident.id()),
            "SK", new AttributeValue("EV#%06d".formatted(event.number()))));
    change.setNewImage(Map.of("type", new AttributeValue(EventJson.type(event.event()))));
    change.setSequenceNumber(incident.id() + "/" + event.number());
    var record = new DynamodbStreamRecord();
    record.setEventName("INSERT");
    record.setDynamodb(change);
    return record;
  }
}
