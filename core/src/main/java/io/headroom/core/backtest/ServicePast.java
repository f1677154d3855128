package io.headroom.core.backtest;

import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.List;

/**
 * What would have been told of one service.
 *
 * @param limit the one that holds today; nobody keeps the ones before
 * @param peaks the highest usage of each half hour from the first to the last, as a ratio of the
 *     limit; NaN for a gap
 * @param perTask whether single tasks were visible, not only the hottest of each minute
 * @param alerts in order of time
 * @param kills in order of time
 * @param tried other thresholds, those of one rule after each other and the lowest first
 * @param deployments that are known
 */
public record ServicePast(
    ServiceId service,
    Bytes limit,
    List<Double> peaks,
    boolean perTask,
    List<Alert> alerts,
    List<Kill> kills,
    List<Trial> tried,
    List<Revision> deployments) {

  /** What one peak is taken over, in minutes. */
  public static final int PEAK_MINUTES = 30;

  public ServicePast {
    peaks = List.copyOf(peaks);
    alerts = List.copyOf(alerts);
    kills = List.copyOf(kills);
    tried = List.copyOf(tried);
    deployments = List.copyOf(deployments);
  }

  /** Alerts of a kind. */
  public long count(Condition.Kind kind) {
    return alerts.stream().filter(alert -> alert.condition().kind() == kind).count();
  }

  /** Alerts that began between two moments, the first included. */
  public long count(Instant from, Instant to) {
    return alerts.stream()
        .filter(alert -> !alert.from().isBefore(from) && alert.from().isBefore(to))
        .count();
  }

  /** The highest usage of all; NaN without a value. */
  public double peak() {
    double highest = Double.NaN;
    for (double peak : peaks) {
      highest = Double.isNaN(highest) || peak > highest ? peak : highest;
    }
    return highest;
  }
}
