package io.headroom.core.series;

import static io.headroom.core.series.TestSeries.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MemorySeriesTest {

  private static final Bytes LIMIT = Bytes.mib(100);

  @Test
  void sortsItsSamplesAndTakesTheLaterOfTwoOfOneMinute() {
    var series =
        new MemorySeries(
            Subject.SERVICE,
            LIMIT,
            List.of(new Sample(at(2), 20), new Sample(at(1), 10), new Sample(at(2), 22)));
    assertThat(series.samples()).containsExactly(new Sample(at(1), 10), new Sample(at(2), 22));
    assertThat(series.newest()).contains(new Sample(at(2), 22));
  }

  @Test
  void isCutToTheMinutesAskedForTheLastExcluded() {
    MemorySeries series = TestSeries.of(Subject.SERVICE, LIMIT, 10, minute -> minute);
    assertThat(series.between(at(3), at(5)).samples())
        .extracting(Sample::at)
        .containsExactly(at(3), at(4));
    assertThat(series.last(Duration.ofMinutes(2), at(9)).samples())
        .as("the sample of this very minute included")
        .extracting(Sample::at)
        .containsExactly(at(7), at(8), at(9));
    assertThat(series.between(at(20), at(30)).newest()).isEmpty();
    assertThat(series.between(at(20), at(30)).newestRatio()).isEmpty();
  }

  @Test
  void usageIsAShareOfItsLimit() {
    MemorySeries series = TestSeries.of(Subject.SERVICE, LIMIT, 2, minute -> 40 + minute);
    assertThat(series.newestRatio()).contains(new Ratio(0.41));
  }

  @Test
  void moreThanTenTimesTheLimitIsAGapAndAFewTimesAReservationIsNot() {
    var series =
        new MemorySeries(
            Subject.SERVICE,
            new Bytes(100),
            List.of(
                new Sample(at(3), 1000),
                new Sample(at(1), 1001),
                new Sample(at(2), 400),
                new Sample(at(4), 1e12)));
    assertThat(series.samples()).containsExactly(new Sample(at(2), 400), new Sample(at(3), 1000));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void aLimitIsMoreThanNothing(long limit) {
    assertThatThrownBy(() -> new MemorySeries(Subject.task("3f2a"), new Bytes(limit), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("task 3f2a");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -1})
  void whatIsNoAmountOfMemoryCannotEnter(double bytes) {
    assertThatThrownBy(() -> new Sample(at(0), bytes)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ratio(bytes)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0%",
    "0.004, 0%",
    "0.005, 1%",
    "0.931, 93%",
    "0.994, 99%",
    "0.9999, 99%",
    "1, 100%",
    "1.004, 100%",
    "1.25, 125%",
  })
  void aRatioIsNeverAHundredPercentBelowTheLimit(double ratio, String text) {
    assertThat(new Ratio(ratio)).hasToString(text);
  }

  @Test
  void aSubjectIsNamedForPeople() {
    assertThat(Subject.SERVICE).hasToString("the hottest task");
    assertThat(Subject.task("3f2a9c0d1e")).hasToString("task 3f2a9c0d");
    assertThat(Subject.container("3f2a", "app")).hasToString("task 3f2a/app");
  }
}
