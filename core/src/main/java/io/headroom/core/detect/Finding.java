package io.headroom.core.detect;

import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.runbook.Metric;
import io.headroom.core.runbook.RateMetric;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;

/**
 * A rule that fires for a service.
 *
 * @param subject whose memory it was: the service's hottest task, or one task
 * @param since when the condition began to hold
 * @param reading the numbers behind it
 */
public record Finding(Key key, Severity severity, Subject subject, Instant since, Reading reading) {

  /** Which rule of which runbook; a service has one finding of each at the most. */
  public record Key(String runbook, String rule) {
    @Override
    public String toString() {
      return runbook + "/" + rule;
    }
  }

  /** The numbers behind a finding. */
  public sealed interface Reading {}

  /**
   * Memory, heap or swap used of its limit.
   *
   * @param of which of them
   * @param above the rule's threshold
   * @param span how long it has been above
   */
  public record UsageReading(
      Metric of, Ratio ratio, Bytes used, Bytes limit, Ratio above, Duration span)
      implements Reading {

    /** Of memory. */
    public UsageReading(Ratio ratio, Bytes used, Bytes limit, Ratio above, Duration span) {
      this(Metric.MEMORY, ratio, used, limit, above, span);
    }
  }

  /**
   * Memory, heap or swap that grew.
   *
   * @param of which of them
   * @param grown over {@code within}
   * @param moreThan the rule's threshold
   * @param span how long it has grown as fast
   */
  public record GrowthReading(
      Metric of,
      Bytes grown,
      Duration within,
      Bytes moreThan,
      Duration span,
      Bytes used,
      Bytes limit)
      implements Reading {

    /** Of memory. */
    public GrowthReading(
        Bytes grown, Duration within, Bytes moreThan, Duration span, Bytes used, Bytes limit) {
      this(Metric.MEMORY, grown, within, moreThan, span, used, limit);
    }
  }

  /**
   * Events that came too often.
   *
   * @param of what they are
   * @param perSecond on average over {@code within}
   * @param abovePerSecond the rule's threshold
   * @param span how long it has been above
   */
  public record RateReading(
      RateMetric of, double perSecond, double abovePerSecond, Duration within, Duration span)
      implements Reading {}

  /**
   * A container that the kernel killed for its memory.
   *
   * @param count kills within the rule's time, this one included
   */
  public record OomKillReading(OomKill kill, int count) implements Reading {}

  /**
   * The floor of memory rises to the limit.
   *
   * @param growth how fast, an hour
   * @param timeLeft until the limit is reached
   * @param window what that was seen over
   */
  public record LeakReading(
      Growth growth, TimeLeft timeLeft, Duration window, Bytes used, Bytes limit)
      implements Reading {}

  /**
   * Tasks that ended by themselves.
   *
   * @param last the newest of them
   * @param count how many within {@code within}, this one included
   */
  public record RestartsReading(Restart last, int count, Duration within) implements Reading {}
}
