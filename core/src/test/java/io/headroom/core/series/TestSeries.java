package io.headroom.core.series;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Series for tests, a sample a minute from noon on. */
public final class TestSeries {

  public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private TestSeries() {}

  /** Mebibytes by the minute; NaN is a gap. */
  public static MemorySeries of(
      Subject subject, Bytes limit, int minutes, IntToDoubleFunction mib) {
    List<Sample> samples = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      double value = mib.applyAsDouble(minute);
      if (!Double.isNaN(value)) {
        samples.add(new Sample(at(minute), value * Bytes.mib(1).value()));
      }
    }
    return new MemorySeries(subject, limit, samples);
  }

  /** The same for the service's hottest task, with a limit of 4 GiB. */
  public static MemorySeries of(int minutes, IntToDoubleFunction mib) {
    return of(Subject.SERVICE, Bytes.mib(4096), minutes, mib);
  }

  /** Normal noise of a seed: the same seed gives the same values. */
  public static IntToDoubleFunction noise(long seed, double sigmaMib) {
    var random = new SplittableRandom(seed);
    return minute -> sigmaMib * random.nextGaussian();
  }

  /** So many minutes after noon. */
  public static Instant at(int minute) {
    return NOON.plus(Duration.ofMinutes(minute));
  }
}
