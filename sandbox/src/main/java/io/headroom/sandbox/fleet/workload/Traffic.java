package io.headroom.sandbox.fleet.workload;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Requests to a service, as a multiple of its daily mean.
 *
 * @param dailySwing how far the day's peak lies above the mean, 0 to 1
 * @param peakHour hour of the day's peak, UTC, 0 to 24
 * @param spikes times of more traffic
 */
public record Traffic(double dailySwing, double peakHour, List<Spike> spikes) {

  /**
   * More traffic for a while, rising and falling over two minutes.
   *
   * @param from its beginning
   * @param length from its beginning to its end
   * @param factor traffic at its height, as a multiple of what there would be without it
   */
  public record Spike(Instant from, Duration length, double factor) {

    private static final double EDGE_SECONDS = 120;

    private double at(Instant now) {
      double since = Duration.between(from, now).toSeconds();
      double left = length.toSeconds() - since;
      double height = Math.clamp(Math.min(since, left) / EDGE_SECONDS, 0, 1);
      return 1 + (factor - 1) * height;
    }
  }

  public Traffic {
    spikes = List.copyOf(spikes);
  }

  /** Traffic with a daily cycle and no spike. */
  public static Traffic daily(double swing, double peakHour) {
    return new Traffic(swing, peakHour, List.of());
  }

  /** Traffic at a moment; 1 is the daily mean. */
  public double at(Instant now) {
    double hour = now.atOffset(ZoneOffset.UTC).toLocalTime().toSecondOfDay() / 3600.0;
    double load = 1 + dailySwing * Math.cos(2 * Math.PI * (hour - peakHour) / 24);
    for (Spike spike : spikes) {
      load *= spike.at(now);
    }
    return load;
  }
}
