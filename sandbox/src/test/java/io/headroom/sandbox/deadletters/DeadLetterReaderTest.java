package io.headroom.sandbox.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLetterReaderTest {

  private final DeadLetterReader reader = new DeadLetterReader(Letters.STACK);

  @Test
  void anEventThatTheRuleCouldNotHandOver() {
    DeadLetter letter = reader.read(Letters.stoppedByRule());
    assertThat(letter).isInstanceOf(DeadLetter.StoppedTask.class);
    assertThat(letter.at()).isEqualTo(Instant.parse("2026-11-21T12:03:11Z"));
    assertThat(letter.what()).contains("task 3f2a0c11 of service:cart", "OutOfMemoryError");
    assertThat(letter.failure().where()).isEqualTo("headroom-TaskStopped-1");
    assertThat(letter.failure().why())
        .isEqualTo(
            "MaximumRetryAttempts after 10 attempts: NO_PERMISSIONS: not authorized to perform:"
                + " lambda:InvokeFunction");
  }

  @Test
  void anEventThatTheFunctionFailedAt() {
    DeadLetter letter = reader.read(Letters.stoppedByFunction());
    assertThat(letter)
        .isInstanceOfSatisfying(
            DeadLetter.StoppedTask.class,
            stopped -> assertThat(stopped.event()).startsWith("{\"version\":\"0\""));
    assertThat(letter.failure().why())
        .isEqualTo("RetriesExhausted after 3 attempts: ThrottlingException: Rate exceeded");
  }

  @Test
  void aBatchOfEventsThatSlackWasNotTold() {
    DeadLetter letter = reader.read(Letters.batch("headroom-TellSlack-1"));
    assertThat(letter)
        .isInstanceOfSatisfying(
            DeadLetter.Untold.class,
            untold -> assertThat(untold.first()).isEqualTo(Instant.parse("2026-11-21T12:00:00Z")));
    assertThat(letter.what()).contains("12 new events", "shardId-00000001 from 800 to 850");
    assertThat(letter.failure().why()).contains("RetryAttemptsExhausted after 201 attempts");
  }

  @Test
  void aRequestIsNotRunLate() {
    DeadLetter letter = reader.read(Letters.batch("headroom-RunRemedy-1"));
    assertThat(letter).isInstanceOf(DeadLetter.NotRun.class);
    assertThat(letter.replay()).contains("nothing is run late");
  }

  @Test
  void aCheckThatWasMissed() {
    DeadLetter letter = reader.read(Letters.tick());
    assertThat(letter).isInstanceOf(DeadLetter.MissedCheck.class);
    assertThat(letter.failure().where()).isEqualTo("headroom-CheckFleet-1");
    assertThat(letter.at()).isEqualTo(Instant.ofEpochMilli(1795262591000L));
  }

  @Test
  void aDailyCallThatWasMissed() {
    DeadLetter letter = reader.read(Letters.stayActive());
    assertThat(letter).isInstanceOf(DeadLetter.MissedCall.class);
    assertThat(letter.failure().where()).isEqualTo("headroom-Bot-1");
    assertThat(letter.replay()).contains("the next day's call");
  }

  @Test
  void aChangeOfAService() {
    assertThat(reader.read(Letters.serviceChange())).isInstanceOf(DeadLetter.ServiceChange.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no JSON",
        "[]",
        "{}",
        "{\"DDBStreamBatchInfo\": 1}",
        "{\"requestPayload\": {\"detail-type\": \"ECS Task State Change\"}}",
        "{\"detail-type\": \"Something else\"}"
      })
  void whatIsNotKnownIsSaidToBeSo(String body) {
    DeadLetter letter = reader.read(Letters.message(body, Map.of()));
    assertThat(letter).isInstanceOf(DeadLetter.Unknown.class);
    assertThat(letter.replay()).contains("left in the queue");
  }
}
