package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times, bars and sparklines as people read them. */
class WordsTest {

  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 s",
    "PT0S, 0 s",
    "PT45S, 45 s",
    "PT60S, 1 min",
    "PT89S, 1 min",
    "PT90S, 2 min",
    "PT14M, 14 min",
    "PT59M40S, 1 h",
    "PT2H, 2 h",
    "PT2H5M, 2 h 5 min",
    "PT23H59M59S, 1 d",
    "P3DT4H, 3 d 4 h"
  })
  void durations(Duration time, String expected) {
    assertThat(Durations.text(time)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "PT6M, PT10M, 6 of 10 min",
    "PT6M59S, PT10M, 6 of 10 min",
    "PT12M, PT10M, 10 of 10 min",
    "PT20S, PT90S, 20 of 90 s",
    "PT45M, PT2H, 45 min of 2 h"
  })
  void durationsPassed(Duration passed, Duration of, String expected) {
    assertThat(Durations.progress(passed, of)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 4, ░░░░░░░░░░",
    "2, 4, ▓▓▓▓▓░░░░░",
    "399, 400, ▓▓▓▓▓▓▓▓▓░",
    "4, 4, ▓▓▓▓▓▓▓▓▓▓",
    "5, 4, ▓▓▓▓▓▓▓▓▓▓",
    "0, 0, ░░░░░░░░░░"
  })
  void bars(long done, long of, String expected) {
    assertThat(ProgressBar.of(done, of)).isEqualTo(expected);
  }

  @Test
  void timesShowInTheReadersZoneAndFallBackToUtc() {
    Instant at = Instant.parse("2026-11-21T13:40:59Z");

    assertThat(SlackTime.time(at)).isEqualTo("<!date^1795268459^{time}|13:40 UTC>");
    assertThat(SlackTime.dayAndTime(at))
        .isEqualTo("<!date^1795268459^{date_short_pretty} {time}|21 Nov 2026 13:40 UTC>");
  }

  @Test
  void aSparklineKeepsGapsAndSharesColumnsByTheMaximum() {
    assertThat(Sparkline.line(ratios(0, 0.13, -1, 0.5, 0.99, 1, 1.3), 10)).isEqualTo("▁▂·▅███");
    assertThat(Sparkline.line(ratios(0.9, 0.1, -1, -1, 0.1, -1), 3)).isEqualTo("█·▁");
    assertThat(Sparkline.line(ratios(0.9, 0.1, 0.1, 0.1, 0.1), 3)).isEqualTo("█▁▁");
    assertThat(Sparkline.line(List.of(), 10)).isEmpty();
  }

  @Test
  void aChartMeetsAtTheThreshold() {
    assertThat(Sparkline.chart(ratios(0.62, 0.7, -1, 0.8, 0.81, 1), 0.8, 30))
        .isEqualTo(" 80% ┤    ▁█\n 60% ┤▁▅·███");
  }

  @Test
  void aChartBelowOrAboveItsThresholdStillHasBothLines() {
    assertThat(Sparkline.chart(ratios(0.1), 0.8, 30)).isEqualTo(" 80% ┤\n 10% ┤▁");
    assertThat(Sparkline.chart(ratios(0.95), 0.8, 30)).isEqualTo(" 80% ┤▇\n 70% ┤█");
    assertThat(Sparkline.chart(ratios(-1), 1, 30)).isEqualTo("100% ┤\n  0% ┤·");
  }

  @Test
  void anHourFitsItsColumns() {
    List<Optional<Double>> hour = new ArrayList<>(Collections.nCopies(61, Optional.of(0.5)));

    assertThat(Sparkline.line(hour, 30)).hasSizeLessThanOrEqualTo(31);
  }

  /** Negative for a gap. */
  private static List<Optional<Double>> ratios(double... values) {
    var ratios = new ArrayList<Optional<Double>>();
    for (double value : values) {
      ratios.add(value < 0 ? Optional.empty() : Optional.of(value));
    }
    return ratios;
  }
}
