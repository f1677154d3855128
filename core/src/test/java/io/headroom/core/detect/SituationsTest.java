package io.headroom.core.detect;

import static io.headroom.core.series.TestSeries.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.core.series.TestSeries;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

final class SituationsTest {

  private static final Bytes LIMIT = Bytes.mib(1024);
  private static final Service CART = SampleServices.fargate("shop", "cart", 4, LIMIT);

  @Test
  void aLeakHasAPaceAndATimeLeft() {
    Situation situation = after(60, minute -> 500 + 2 * minute);
    assertThat(situation.used()).isEqualTo(Bytes.mib(618));
    assertThat(situation.limit()).isEqualTo(LIMIT);
    assertThat(situation.perMinute()).isEqualTo(Bytes.mib(2));
    assertThat(situation.timeToLimit()).contains(Duration.ofMinutes(203));
    assertThat(situation.recent()).hasSize(60);
    assertThat(situation.hottestTask()).isEmpty();
    assertThat(situation.desired()).isEqualTo(4);
    assertThat(situation.taskDefinition()).isEqualTo("cart:1");
  }

  @Test
  void onlyTheLastHalfHourCounts() {
    assertThat(after(90, minute -> minute < 59 ? 10 * minute : 600).perMinute())
        .isEqualTo(Bytes.ZERO);
  }

  @Test
  void memoryThatShrinksHasNoTimeLeft() {
    Situation situation = after(60, minute -> 900 - minute);
    assertThat(situation.perMinute()).isEqualTo(Bytes.mib(-1));
    assertThat(situation.timeToLimit()).isEmpty();
  }

  @Test
  void withoutSamplesNothingIsUsedOfTheServicesOwnLimit() {
    Situation situation = Situations.of(CART, ServiceMemory.UNKNOWN, at(0));
    assertThat(situation.used()).isEqualTo(Bytes.ZERO);
    assertThat(situation.limit()).isEqualTo(LIMIT);
    assertThat(situation.perMinute()).isEqualTo(Bytes.ZERO);
    assertThat(situation.timeToLimit()).isEmpty();
    assertThat(situation.recent()).isEmpty();
  }

  @Test
  void itSaysWhetherTheLimitIsOnlyReserved() {
    var reserving =
        new Container("app", true, Optional.empty(), Optional.of(Bytes.mib(512)), Map.of());
    Service reserved =
        SampleServices.service(
            SampleServices.id("shop", "cart"),
            1,
            SampleServices.definition("cart", 1, false, Optional.empty(), reserving));
    assertThat(Situations.of(reserved, ServiceMemory.UNKNOWN, at(0)).reserved()).isTrue();
    assertThat(Situations.of(CART, ServiceMemory.UNKNOWN, at(0)).reserved()).isFalse();
  }

  @Test
  void threeSamplesHaveNoPaceYet() {
    Situation situation = after(3, minute -> 500 + 100 * minute);
    assertThat(situation.used()).isEqualTo(Bytes.mib(700));
    assertThat(situation.perMinute()).isEqualTo(Bytes.ZERO);
    assertThat(situation.timeToLimit()).isEmpty();
  }

  @Test
  void theHottestTaskIsNamedWhereMetricsTell() {
    var memory =
        new ServiceMemory(
            List.of(
                TestSeries.of(Subject.SERVICE, LIMIT, 5, minute -> 900),
                TestSeries.of(Subject.task("calm"), LIMIT, 5, minute -> 400),
                TestSeries.of(Subject.task("hot"), LIMIT, 5, minute -> 900)));
    assertThat(Situations.of(CART, memory, at(5)).hottestTask()).isEqualTo(Optional.of("hot"));
  }

  private static Situation after(int minutes, IntToDoubleFunction mib) {
    MemorySeries series = TestSeries.of(Subject.SERVICE, LIMIT, minutes, mib);
    return Situations.of(CART, new ServiceMemory(List.of(series)), at(minutes));
  }
}
