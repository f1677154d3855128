package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class GeneratorTest {

  private static final int SERVICES = 12;
  private static final int HOUR = 60;

  private final Generator generator = new Generator(7);

  @ParameterizedTest
  @EnumSource
  void theSameSeedDrawsTheSame(SeriesClass kind) {
    List<Series> once = new Generator(3).service(kind, 2);
    List<Series> again = new Generator(3).service(kind, 2);

    assertThat(again).hasSameSizeAs(once);
    for (int i = 0; i < once.size(); i++) {
      assertThat(values(again.get(i))).isEqualTo(values(once.get(i)));
      assertThat(again.get(i).leaks()).isEqualTo(once.get(i).leaks());
      assertThat(again.get(i).starts()).isEqualTo(once.get(i).starts());
      assertThat(again.get(i).limit()).isEqualTo(once.get(i).limit());
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherSeedAndAnotherNumberDrawOthers(SeriesClass kind) {
    double[] values = values(new Generator(3).service(kind, 2).getFirst());

    assertThat(values(new Generator(4).service(kind, 2).getFirst())).isNotEqualTo(values);
    assertThat(values(new Generator(3).service(kind, 3).getFirst())).isNotEqualTo(values);
  }

  @ParameterizedTest
  @EnumSource
  void aServiceIsTheSameHoweverManyAreDrawn(SeriesClass kind) {
    Series alone = generator.service(kind, 2).getFirst();
    Series amongOthers =
        generator.draw(kind, 3).stream()
            .filter(series -> series.name().equals(alone.name()))
            .findFirst()
            .orElseThrow();

    assertThat(values(amongOthers)).isEqualTo(values(alone));
  }

  @ParameterizedTest
  @EnumSource
  void eachServiceOfALeakingClassLeaksInOneTaskAndNoOtherDoes(SeriesClass kind) {
    for (int number = 1; number <= SERVICES; number++) {
      assertThat(generator.service(kind, number))
          .filteredOn(series -> !series.leaks().isEmpty())
          .hasSize(kind.leaking() ? 1 : 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLeakReachesItsLimitAtItsExhaustionAndNotBefore(SeriesClass kind) {
    for (Series series : generator.draw(kind, SERVICES)) {
      for (Leak leak : series.leaks()) {
        assertThat(series.at(leak.exhaustion()))
            .as(series.name())
            .matches(at -> Double.isNaN(at) || at >= series.limit() * 0.995);
        IntStream.range(leak.onset(), leak.exhaustion())
            .forEach(minute -> assertThat(series.at(minute) > series.limit()).isFalse());
      }
      if (!series.leaks().isEmpty()) {
        assertThat(series.leaks().getLast().exhaustion()).isEqualTo(series.minutes() - 1);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHealthyNeverReachesItsLimit(SeriesClass kind) {
    for (Series series : generator.draw(kind, SERVICES)) {
      int until = series.leaks().isEmpty() ? series.minutes() : series.leaks().getFirst().onset();
      for (int minute = 0; minute < until; minute++) {
        // Whole MiB may round a small limit's share up.
        assertThat(series.at(minute) > series.limit() * 0.99).as(series.name()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void startsAreInOrderAndWithinTheSeries(SeriesClass kind) {
    for (Series series : generator.draw(kind, SERVICES)) {
      assertThat(series.starts()).isSorted().allMatch(at -> at >= 0 && at < series.minutes());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"HOURLY_DEPLOYS", "PLANNED_RESTARTS", "WARM_UP", "OOM_LOOP"})
  void ecsTellsOfTheStartsOfSomeServicesOnly(SeriesClass kind) {
    assertThat(generator.draw(kind, SERVICES))
        .anyMatch(series -> series.starts().isEmpty())
        .anyMatch(series -> series.starts().size() > 1);
  }

  @Test
  void muchIsMissingWhereMuchIsToBeMissing() {
    for (Series series : generator.draw(SeriesClass.MISSING_DATA, SERVICES)) {
      assertThat(missing(series)).as(series.name()).isBetween(0.08, 0.95);
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"MISSING_DATA", "AUTOSCALING", "HOURLY_DEPLOYS"})
  void elsewhereThereAreGapsInSomeAndNotMany(SeriesClass kind) {
    List<Series> drawn = generator.draw(kind, SERVICES);

    assertThat(drawn).anyMatch(series -> missing(series) > 0);
    assertThat(drawn).allMatch(series -> missing(series) < 0.35);
  }

  @Test
  void leaksTakeTheTimeTheirClassPromises() {
    assertTakes(SeriesClass.LINEAR, 8 * HOUR, 40 * HOUR);
    assertTakes(SeriesClass.SLOW, 2 * 24 * HOUR, 9 * 24 * HOUR);
    assertTakes(SeriesClass.AFTER_DEPLOY, 4 * HOUR, 54 * HOUR);
    assertTakes(SeriesClass.STAIRCASE, 14 * HOUR, 7 * 24 * HOUR);
  }

  @Test
  void anOomLoopIsStartedAnewAfterEachKill() {
    for (Series series : generator.draw(SeriesClass.OOM_LOOP, SERVICES)) {
      assertThat(series.leaks()).hasSizeBetween(3, 6);
      for (int i = 1; i < series.leaks().size(); i++) {
        Leak leak = series.leaks().get(i);
        assertThat(leak.onset() - series.leaks().get(i - 1).exhaustion()).isBetween(1, 6);
      }
    }
  }

  @Test
  void stableHighIsHigh() {
    for (Series series : generator.draw(SeriesClass.STABLE_HIGH, SERVICES)) {
      double mean =
          IntStream.range(0, series.minutes())
              .mapToDouble(series::at)
              .filter(value -> !Double.isNaN(value))
              .average()
              .orElseThrow();
      assertThat(mean / series.limit()).isBetween(0.84, 0.93);
    }
  }

  private void assertTakes(SeriesClass kind, int least, int most) {
    assertThat(generator.draw(kind, SERVICES))
        .allSatisfy(
            series -> {
              Leak leak = series.leaks().getFirst();
              assertThat(leak.exhaustion() - leak.onset()).isBetween(least, most);
            });
  }

  private static double missing(Series series) {
    return IntStream.range(0, series.minutes())
            .filter(minute -> Double.isNaN(series.at(minute)))
            .count()
        / (double) series.minutes();
  }

  private static double[] values(Series series) {
    return IntStream.range(0, series.minutes()).mapToDouble(series::at).toArray();
  }
}
