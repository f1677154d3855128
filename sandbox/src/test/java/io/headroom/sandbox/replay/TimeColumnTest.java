package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.sandbox.replay.TimeColumn.Scale;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TimeColumnTest {

  private static final Instant TIME = Instant.parse("2026-03-02T09:05:06Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-02T09:05:06Z",
        "2026-03-02T10:05:06+01:00",
        "2026-03-02 09:05:06",
        "2026-03-02 09:05:06+00:00",
        "2026-03-02T09:05:06",
        "2026-03-02T09:05:06.000Z",
        "2026-03-02 09:05:06.000000",
        "2026/03/02 09:05:06",
        "2026-03-02 10:05:06 +0100",
        "2026-03-02 09:05:06 UTC",
        "1772442306",
        "1772442306.0",
        "1772442306000",
        "1772442306000000",
        "1772442306000000000",
        "1.772442306E9"
      })
  void readsATimeHoweverItIsWritten(String cell) {
    assertThat(TimeColumn.of("time", cell).orElseThrow().milliseconds(cell))
        .isEqualTo(OptionalLong.of(TIME.toEpochMilli()));
  }

  @ParameterizedTest
  @CsvSource({
    "t_sec,    0,    SECONDS_SINCE_START,      0",
    "t_sec,    90,   SECONDS_SINCE_START,      90000",
    "anything, 1.5,  SECONDS_SINCE_START,      1500",
    "t_ms,     1500, MILLISECONDS_SINCE_START, 1500",
    "minutes,  3,    MINUTES_SINCE_START,      180000",
    "t [h],    0.5,  HOURS_SINCE_START,        1800000",
    "t_sec,    -60,  SECONDS_SINCE_START,      -60000"
  })
  void smallNumbersCountFromTheStart(String name, String cell, Scale scale, long milliseconds) {
    TimeColumn column = TimeColumn.of(name, cell).orElseThrow();

    assertThat(column.scale()).isEqualTo(scale);
    assertThat(column.milliseconds(cell)).hasValue(milliseconds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "now",
        "NaN",
        "Infinity",
        "1e999999999",
        "-1e999999999",
        "2026-13-01T00:00:00Z",
        "12:30",
        "2026-03-02T09:05:06Zebra",
        "0x10",
        "99999999999999999999999"
      })
  void refusesWhatIsNoTime(String cell) {
    assertThat(TimeColumn.of("time", cell)).isEmpty();
  }
}
