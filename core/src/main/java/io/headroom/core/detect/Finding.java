package io.headroom.core.detect;

import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
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
   * Memory used of the limit.
   *
   * @param above the rule's threshold
   * @param span how long it has been above
   */
  public record UsageReading(Ratio ratio, Bytes used, Bytes limit, Ratio above, Duration span)
      implements Reading {}

  /**
   * Memory that grew.
   *
   * @param grown over {@code within}
   * @param moreThan the rule's threshold
   * @param span how long it has grown as fast
   */
  public record GrowthReading(
      Bytes grown, Duration within, Bytes moreThan, Duration span, Bytes used, Bytes limit)
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
}
