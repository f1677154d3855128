package io.headroom.core.detect;

import io.headroom.core.fleet.LimitKind;
import io.headroom.core.series.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the memory of a service looks like at one moment: the facts a message leads with.
 *
 * @param used by the hottest task
 * @param limit of that task
 * @param limitKind whether the kernel keeps it to that; empty where it was not said, before it was
 * @param perMinute what memory gains a minute, by the trend of the last half hour; negative when it
 *     shrinks; zero where there are too few samples
 * @param timeToLimit until the limit at the pace of the last minutes, while memory surely climbs
 *     and has not come down between times, as under garbage collection
 * @param recent usage of the last hour as ratios of the limit, one a minute, oldest first; a gap is
 *     empty
 * @param hottestTask id of the hottest task, where metrics per task tell
 * @param running tasks that run
 * @param desired tasks that should run
 * @param taskDefinition as in {@code checkout-api:41}
 */
public record Situation(
    Bytes used,
    Bytes limit,
    Optional<LimitKind> limitKind,
    Bytes perMinute,
    Optional<Duration> timeToLimit,
    List<Optional<Double>> recent,
    Optional<String> hottestTask,
    int running,
    int desired,
    String taskDefinition) {

  public Situation {
    recent = List.copyOf(recent);
  }

  /** Whether the limit is only what is reserved. */
  public boolean reserved() {
    return limitKind.filter(LimitKind.RESERVED::equals).isPresent();
  }
}
