package io.headroom.infra.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.IncidentExamples;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.slack.render.PassedOver;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ThreadBook} does. */
public abstract class ThreadBookContract {

  private static final Optional<PassedOver> PASSED_OVER =
      Optional.of(new PassedOver("C0TEAM", PassedOver.Why.NOT_A_MEMBER));

  protected static final IncidentId ID = IncidentExamples.ID;

  /** An empty book; the same one within a test. */
  protected abstract ThreadBook book();

  @Test
  void beforeTheFirstMessageThereIsNoRecord() {
    assertThat(book().find(ID)).isEmpty();
  }

  @Test
  void aRecordIsReadAsItWasWrittenButForItsVersion() {
    assertThat(book().save(record(0))).isTrue();
    assertThat(book().find(ID)).contains(record(1));
  }

  @Test
  void aRecordIsReplacedByOneMadeFromIt() {
    book().save(record(0));
    var told = new ThreadRecord(ID, "C024BE91L", PASSED_OVER, 1, 4, Map.of(), Optional.empty());
    assertThat(book().save(told)).isTrue();
    assertThat(book().find(ID))
        .contains(new ThreadRecord(ID, "C024BE91L", PASSED_OVER, 2, 4, Map.of(), Optional.empty()));
  }

  @Test
  void ofTwoWhoReadTheSameVersionOneWins() {
    book().save(record(0));
    assertThat(book().save(record(0))).isFalse();
    assertThat(book().save(record(1))).isTrue();
    assertThat(book().save(record(1))).isFalse();
    assertThat(book().save(record(3))).isFalse();
    assertThat(book().find(ID)).contains(record(2));
  }

  @Test
  void aRecordThatDoesNotExistIsNotReplaced() {
    assertThat(book().save(record(1))).isFalse();
    assertThat(book().find(ID)).isEmpty();
  }

  @Test
  void incidentsHaveARecordEach() {
    var other = new IncidentId("cart-20261121-1200-0001");
    book().save(record(0));
    var record = new ThreadRecord(other, "C1", Optional.empty(), 0, 0, Map.of(), Optional.empty());
    assertThat(book().save(record)).isTrue();
    assertThat(book().find(ID)).contains(record(1));
  }

  protected static ThreadRecord record(int version) {
    return new ThreadRecord(
        ID,
        "C024BE91L",
        Optional.empty(),
        version,
        3,
        Map.of(
            "parent", new Posted("1764928800.000100", "9f86d081"),
            "event/2", new Posted("1764928801.000200", "60303ae2")),
        Optional.of("event/3"));
  }
}
