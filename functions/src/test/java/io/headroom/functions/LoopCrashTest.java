package io.headroom.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.core.app.World;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.TestRunbooks;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.ChannelChoice;
import io.headroom.infra.slack.InMemorySlack;
import io.headroom.infra.slack.InMemoryThreadBook;
import io.headroom.infra.slack.ThreadTeller;
import io.headroom.infra.slack.render.Message;
import io.headroom.infra.slack.render.RenderContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * The whole loop through the functions, killed before and after every write to the store and the
 * thread book, every call that changes ECS and every call of Slack. Whatever calls a function calls
 * it twice, and again when it died: EventBridge, the stream and Slack do. One thread, one remedy
 * and one message of each kind come out.
 */
final class LoopCrashTest {

  private static final String CHANNEL = "C0ALERTS";
  private static final int MORE_POINTS_THAN_THERE_ARE = 2000;

  /** The process is gone: nothing may catch this. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What came out of a loop. */
  private record Outcome(
      List<String> story, List<String> effects, List<String> messages, long threads, int points) {}

  @Test
  void killedAnywhereTheLoopEndsTheSame() {
    Outcome undisturbed = new Loop(0).play();
    assertThat(undisturbed.story()).endsWith("Verified", "Resolved");
    assertThat(undisturbed.effects()).containsExactly("restart shop/cart");
    assertThat(undisturbed.threads()).isEqualTo(1);
    assertThat(undisturbed.messages()).doesNotHaveDuplicates();
    assertThat(undisturbed.points()).as("points to be killed at").isGreaterThan(100);

    for (int point = 1; point < MORE_POINTS_THAN_THERE_ARE; point++) {
      Outcome outcome = new Loop(point).play();
      if (outcome.points() < point) {
        return;
      }
      assertThat(outcome.story()).as("killed at point %d", point).isEqualTo(undisturbed.story());
      assertThat(outcome.effects())
          .as("killed at point %d", point)
          .isEqualTo(undisturbed.effects());
      assertThat(outcome.messages())
          .as("killed at point %d", point)
          .containsExactlyInAnyOrderElementsOf(undisturbed.messages());
      assertThat(outcome.threads()).as("killed at point %d", point).isEqualTo(1);
    }
    throw new AssertionError("more points than expected");
  }

  /** One run of the loop, killed at one point; 0 for none. */
  private static final class Loop {

    private final World world = new World();
    private final InMemorySlack slack = new InMemorySlack(CHANNEL);
    private final InMemoryThreadBook book = new InMemoryThreadBook();
    private final DecisionLog log = new DecisionLog(line -> {});
    private final Map<IncidentId, Integer> told = new HashMap<>();
    private final int killedAt;
    private int points;

    private final CheckFleetHandler checkFleet =
        new CheckFleetHandler(world.checkFleet, SampleServices.SCOPES, () -> world.now, log);
    private final RunRemedyHandler runRemedy =
        new RunRemedyHandler(world.runRemedy, world.store, () -> world.now, log);
    private final TellSlackHandler tellSlack =
        new TellSlackHandler(
            new ThreadTeller(
                world.store,
                book,
                slack,
                new ChannelChoice(CHANNEL),
                TestRunbooks.small(),
                RenderContext.LOCAL),
            log);

    Loop(int killedAt) {
      this.killedAt = killedAt;
      world.store.beforeWrite = this::mayBeKilled;
      world.store.afterWrite = this::mayBeKilled;
      world.fleet.beforeEffect(this::mayBeKilled);
      world.fleet.afterEffect(this::mayBeKilled);
      world.log.beforeWrite = this::mayBeKilled;
      world.log.afterWrite = this::mayBeKilled;
      book.beforeWrite = this::mayBeKilled;
      book.afterWrite = this::mayBeKilled;
      slack.before = this::mayBeKilled;
      slack.after = this::mayBeKilled;
    }

    Outcome play() {
      world.uses(0.85);
      minutes(6);
      Incident incident = world.incident();
      twice(
          () ->
              world.decideClick.decide(
                  incident.id(), incident.offer(), RemedyKind.RESTART, World.ANA, world.now));
      stream();
      world.fleet.complete(World.CART);
      world.uses(0.30);
      minutes(18);
      return new Outcome(
          world.story(),
          world.fleet.effects(),
          slack.messages().stream().map(standing -> standing.tag().key()).toList(),
          slack.messages().stream()
              .filter(standing -> standing.tag().key().equals(Message.PARENT))
              .count(),
          points);
    }

    private void minutes(int count) {
      for (int i = 0; i < count; i++) {
        world.minute();
        twice(() -> checkFleet.handleRequest(Map.of(), new TestContext()));
        stream();
      }
    }

    /** Brings new events to both functions, each twice. */
    private void stream() {
      for (int round = 0; round < 3; round++) {
        Optional<DynamodbEvent> batch = newEvents();
        if (batch.isEmpty()) {
          return;
        }
        delivered(() -> runRemedy.handleRequest(batch.get(), new TestContext()));
        delivered(() -> tellSlack.handleRequest(batch.get(), new TestContext()));
      }
    }

    private Optional<DynamodbEvent> newEvents() {
      var records = new ArrayList<DynamodbStreamRecord>();
      for (Incident incident : world.incidents()) {
        int from = told.getOrDefault(incident.id(), 0);
        for (Recorded recorded : incident.events().subList(from, incident.version())) {
          records.add(record(incident.id(), recorded));
        }
        told.put(incident.id(), incident.version());
      }
      var event = new DynamodbEvent();
      event.setRecords(records);
      return records.isEmpty() ? Optional.empty() : Optional.of(event);
    }

    private void delivered(Supplier<StreamsEventResponse> function) {
      twice(
          () -> {
            while (!function.get().getBatchItemFailures().isEmpty()) {
              // The stream tells it again.
            }
          });
    }

    /** Called twice; a call that died is repeated. */
    private void twice(Runnable call) {
      int done = 0;
      while (done < 2) {
        try {
          call.run();
          done++;
        } catch (Killed killed) {
          // Called again, in a new process.
        }
      }
    }

    private void mayBeKilled() {
      if (++points == killedAt) {
        throw new Killed();
      }
    }
  }

  private static DynamodbStreamRecord record(IncidentId incident, Recorded recorded) {
    String number = String.format(Locale.ROOT, "EV#%06d", recorded.number());
    var change = new StreamRecord();
    change.setKeys(
        Map.of(
            "PK", new AttributeValue("INC#" + incident.value()), "SK", new AttributeValue(number)));
    change.setNewImage(
        Map.of(
            "type",
            new AttributeValue(
                recorded.event() instanceof RemedyRequested ? "remedy-requested" : "detected")));
    change.setSequenceNumber(incident.value() + number);
    var record = new DynamodbStreamRecord();
    record.setEventID(incident.value() + number);
    record.setEventName("INSERT");
    record.setDynamodb(change);
    return record;
  }
}
