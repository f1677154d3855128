package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/**
 * How a remedy is known to have helped: for {@code holdFor}, memory stays strictly below {@code
 * below} of its limit and grows by less than {@code growthBelow} within {@code growthWithin}.
 *
 * @param below ratio of the limit; above 0, at most 1
 * @param growthBelow growth over the window; more than 0
 * @param growthWithin the window; more than 0, at most {@code holdFor}, as a shorter hold would end
 *     before growth is known
 * @param holdFor how long all of it must be true; more than 0
 * @param noOomKills whether one container killed for memory in that time means that it did not help
 * @param steps what to look at by hand besides
 */
public record Verification(
    double below,
    Bytes growthBelow,
    Duration growthWithin,
    Duration holdFor,
    boolean noOomKills,
    List<String> steps) {

  public Verification {
    Checks.ratio("below", below);
    Checks.positive("growth-below", growthBelow);
    Checks.positive("growth-within", growthWithin);
    Checks.positive("hold-for", holdFor);
    Checks.that(holdFor.compareTo(growthWithin) >= 0, "hold-for is at least growth-within");
    steps = List.copyOf(steps);
  }

  /**
   * What satisfies each of {@code verifications}: the lowest ratio, the lowest bound of growth per
   * time (of two equal rates the shorter window), the longest hold, no OOM kills if any says so,
   * and the steps of all.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static Verification strictest(List<Verification> verifications) {
    Checks.that(!verifications.isEmpty(), "at least one verification is needed");
    Verification slowest =
        verifications.stream()
            .min(
                Comparator.comparingDouble(Verification::growthPerSecond)
                    .thenComparing(Verification::growthWithin))
            .orElseThrow();
    return new Verification(
        verifications.stream().mapToDouble(Verification::below).min().orElseThrow(),
        slowest.growthBelow,
        slowest.growthWithin,
        verifications.stream()
            .map(Verification::holdFor)
            .max(Comparator.naturalOrder())
            .orElseThrow(),
        verifications.stream().anyMatch(Verification::noOomKills),
        verifications.stream().flatMap(v -> v.steps.stream()).distinct().toList());
  }

  private double growthPerSecond() {
    return (double) growthBelow.value() / growthWithin.toSeconds();
  }
}
