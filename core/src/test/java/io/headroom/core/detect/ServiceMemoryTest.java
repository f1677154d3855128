package io.headroom.core.detect;

import static io.headroom.core.series.TestSeries.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class ServiceMemoryTest {

  @Test
  void theServicesOwnSeriesIsTheHottestWhateverItsTasksSay() {
    ServiceMemory memory = memory(task("a", 90), service(50));
    assertThat(memory.hottest().orElseThrow().subject()).isEqualTo(Subject.SERVICE);
    assertThat(memory(task("a", 50), task("b", 90)).hottest().orElseThrow().subject())
        .as("where there are only tasks")
        .isEqualTo(Subject.task("b"));
    assertThat(ServiceMemory.UNKNOWN.hottest()).isEmpty();
  }

  @Test
  void containersAreNoTasks() {
    MemorySeries container =
        TestSeries.of(Subject.container("a", "app"), Bytes.mib(100), 10, minute -> 99);
    ServiceMemory memory = memory(container, task("b", 50));
    assertThat(memory.tasks()).extracting(MemorySeries::subject).containsExactly(Subject.task("b"));
    assertThat(memory.hottestTask().orElseThrow().subject()).isEqualTo(Subject.task("b"));
  }

  @Test
  void theHottestTaskIsTheNearestToItsOwnLimit() {
    MemorySeries large = TestSeries.of(Subject.task("large"), Bytes.mib(400), 10, minute -> 100);
    assertThat(memory(large, task("small", 50)).hottestTask().orElseThrow().subject())
        .isEqualTo(Subject.task("small"));
  }

  @Test
  void aTaskThatFellSilentIsNotTheHottest() {
    MemorySeries silent = task("silent", minute -> minute > 4 ? Double.NaN : 95);
    assertThat(memory(silent, task("a", 60), task("b", 50)).hottestTask().orElseThrow().subject())
        .as("five minutes behind the others it still tells")
        .isEqualTo(Subject.task("silent"));
    MemorySeries longer = task("silent", minute -> minute > 3 ? Double.NaN : 95);
    ServiceMemory memory = memory(longer, task("a", 60), task("b", 50));
    assertThat(memory.hottestTask().orElseThrow().subject()).isEqualTo(Subject.task("a"));
    assertThat(memory.outlier().orElseThrow().subject()).isEqualTo(Subject.task("a"));
  }

  @Test
  void anOutlierIsTenPercentOfTheLimitAboveTheMiddleOfTheOthers() {
    assertThat(memory(task("a", 60), task("b", 50), task("c", 50)).outlier())
        .map(MemorySeries::subject)
        .contains(Subject.task("a"));
    assertThat(memory(task("a", 59), task("b", 50), task("c", 50)).outlier()).isEmpty();
    assertThat(memory(task("a", 90), task("b", 85), task("c", 30), task("d", 30)).outlier())
        .as("two are hot: the middle of the others is cool")
        .isPresent();
    assertThat(memory(task("a", 90), task("b", 85), task("c", 85), task("d", 30)).outlier())
        .as("most are hot")
        .isEmpty();
  }

  @Test
  void aSingleTaskIsNoOutlier() {
    assertThat(memory(task("a", 99)).outlier()).isEmpty();
    assertThat(memory(service(99)).outlier()).isEmpty();
    assertThat(ServiceMemory.UNKNOWN.outlier()).isEmpty();
  }

  @Test
  void isFreshForFiveMinutes() {
    ServiceMemory memory = memory(service(50));
    assertThat(memory.fresh(at(9))).isTrue();
    assertThat(memory.fresh(at(14))).isTrue();
    assertThat(memory.fresh(at(14).plusSeconds(1))).isFalse();
    assertThat(ServiceMemory.UNKNOWN.fresh(at(0))).isFalse();
    assertThat(memory(TestSeries.of(0, minute -> 1)).fresh(at(0))).isFalse();
  }

  @Test
  void theLastHourHasAValueAMinuteAndKeepsItsGaps() {
    MemorySeries series =
        TestSeries.of(
            Subject.SERVICE,
            Bytes.mib(100),
            90,
            minute -> minute == 40 || minute == 88 ? Double.NaN : minute);
    List<Optional<Double>> hour = memory(series).lastHour();
    assertThat(hour).hasSize(60);
    assertThat(hour.getFirst()).contains(0.30);
    assertThat(hour.get(10)).isEmpty();
    assertThat(hour.get(58)).isEmpty();
    assertThat(hour.getLast()).contains(0.89);
  }

  @Test
  void aShorterLifeHasFewerMinutesAndBeginsWithAValue() {
    assertThat(memory(service(50)).lastHour()).hasSize(10).containsOnly(Optional.of(0.5));
    assertThat(ServiceMemory.UNKNOWN.lastHour()).isEmpty();
    assertThat(memory(TestSeries.of(0, minute -> 1)).lastHour()).isEmpty();
    MemorySeries late =
        TestSeries.of(Subject.SERVICE, Bytes.mib(100), 80, minute -> minute < 25 ? Double.NaN : 50);
    assertThat(memory(late).lastHour()).as("no gaps before its first value").hasSize(55);
  }

  private static ServiceMemory memory(MemorySeries... series) {
    return new ServiceMemory(Arrays.asList(series));
  }

  private static MemorySeries service(double percent) {
    return TestSeries.of(Subject.SERVICE, Bytes.mib(100), 10, minute -> percent);
  }

  private static MemorySeries task(String id, double percent) {
    return task(id, minute -> percent);
  }

  private static MemorySeries task(String id, IntToDoubleFunction percent) {
    return TestSeries.of(Subject.task(id), Bytes.mib(100), 10, percent);
  }
}
