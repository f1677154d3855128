package io.headroom.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.SampleServices;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DescribePlanTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:20Z");

  @Test
  void aSmallFleetIsListedAndDescribedEachMinute() {
    List<ServiceId> small = fleet(1, 70);
    assertThat(DescribePlan.callsForAll(small)).isEqualTo(10);
    assertThat(DescribePlan.listingDue(small, NOW.minusSeconds(60), NOW)).isTrue();
    assertThat(DescribePlan.due(small, known(small, NOW.minusSeconds(60)), Set.of(), NOW))
        .containsExactlyElementsOf(small);
    assertThat(DescribePlan.small(fleet(1, 71))).isFalse();
  }

  @Test
  void ofALargeOneEachHasItsTurnInAQuarterOfAnHour() {
    List<ServiceId> large = fleet(10, 100);
    Map<ServiceId, Instant> known = known(large, NOW.minusSeconds(60));
    var seen = new HashMap<ServiceId, Integer>();
    int calls = 0;
    for (int minute = 0; minute < 60; minute++) {
      Instant now = NOW.plus(Duration.ofMinutes(minute));
      List<ServiceId> due = DescribePlan.due(large, known, Set.of(), now);
      calls += calls(due);
      due.forEach(id -> seen.merge(id, 1, Integer::sum));
      due.forEach(id -> known.put(id, now));
    }
    assertThat(seen).hasSize(1000);
    assertThat(seen.values()).allMatch(times -> times == 4);
    assertThat(calls).as("none is wasted").isEqualTo(400);
    assertThat(DescribePlan.listingDue(large, NOW.minus(Duration.ofMinutes(9)), NOW)).isFalse();
    assertThat(DescribePlan.listingDue(large, NOW.minus(Duration.ofMinutes(10)), NOW)).isTrue();
  }

  @Test
  void whatIsUnknownOrWantedIsDescribedNow() {
    List<ServiceId> large = fleet(10, 100);
    Map<ServiceId, Instant> known = known(large, NOW.minusSeconds(60));
    List<ServiceId> usual = DescribePlan.due(large, known, Set.of(), NOW);
    ServiceId wanted = large.stream().filter(id -> !usual.contains(id)).findFirst().orElseThrow();
    ServiceId unknown =
        large.stream().filter(id -> !usual.contains(id)).skip(1).findFirst().orElseThrow();
    known.remove(unknown);
    var expected = new HashSet<>(usual);
    expected.add(wanted);
    expected.add(unknown);
    assertThat(DescribePlan.due(large, known, Set.of(wanted), NOW))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<ServiceId> fleet(int clusters, int each) {
    return IntStream.range(0, clusters * each)
        .mapToObj(i -> SampleServices.id("c%02d".formatted(i / each), "s%03d".formatted(i)))
        .toList();
  }

  private static Map<ServiceId, Instant> known(List<ServiceId> all, Instant at) {
    return all.stream().collect(Collectors.toMap(id -> id, id -> at, (a, b) -> a, HashMap::new));
  }

  private static int calls(List<ServiceId> due) {
    return due.stream()
        .collect(Collectors.groupingBy(ServiceId::cluster, Collectors.counting()))
        .values()
        .stream()
        .mapToInt(count -> Math.toIntExact((count + 9) / 10))
        .sum();
  }
}
