package io.headroom.core.detect;

import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.RateSeries;
import io.headroom.core.series.Ratio;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of one service as far as it is known: the maximum over its tasks, and single tasks
 * where they were asked for; besides it what its application publishes about itself.
 *
 * @param series the service's own first, if there is one
 * @param heap used of the heap's own limit, as the application says; empty where it does not
 * @param swap used of the swap that may be used; empty on Fargate, which has none
 * @param gc garbage collections; empty where the application does not count them
 * @param histories the last days of subjects that the leak detector is asked about; they change as
 *     values are added
 * @param starts when such a subject started, and when its service was deployed, as far as ECS says;
 *     a subject without an entry has none that is known
 */
public record ServiceMemory(
    List<MemorySeries> series,
    List<MemorySeries> heap,
    List<MemorySeries> swap,
    List<RateSeries> gc,
    Map<Subject, MemoryHistory> histories,
    Map<Subject, List<Instant>> starts) {

  /** A sample older than this says nothing about now. CloudWatch is one to two minutes late. */
  public static final Duration STALE_AFTER = Duration.ofMinutes(5);

  /** Clocks differ: a sample that is so much ahead of now is still believed. */
  static final Duration AHEAD = Duration.ofMinutes(2);

  /** A task is the hottest only if the others' median is this much of the limit below it. */
  private static final double STANDS_OUT_BY = 0.10;

  public static final ServiceMemory UNKNOWN = new ServiceMemory(List.of());

  public ServiceMemory {
    series = List.copyOf(series);
    heap = List.copyOf(heap);
    swap = List.copyOf(swap);
    gc = List.copyOf(gc);
    histories = Map.copyOf(histories);
    starts = Map.copyOf(starts);
  }

  /** Without what the leak detector looks at. */
  public ServiceMemory(
      List<MemorySeries> series,
      List<MemorySeries> heap,
      List<MemorySeries> swap,
      List<RateSeries> gc) {
    this(series, heap, swap, gc, Map.of(), Map.of());
  }

  /** Of an application that publishes nothing about itself. */
  public ServiceMemory(List<MemorySeries> series) {
    this(series, List.of(), List.of(), List.of());
  }

  /** The same with histories for the leak detector, and the starts that are known. */
  public ServiceMemory with(
      Map<Subject, MemoryHistory> histories, Map<Subject, List<Instant>> starts) {
    return new ServiceMemory(series, heap, swap, gc, histories, starts);
  }

  /** The maximum over the service's tasks; the hottest task's series where there is only that. */
  public Optional<MemorySeries> hottest() {
    for (MemorySeries candidate : series) {
      if (candidate.subject().equals(Subject.SERVICE)) {
        return Optional.of(candidate);
      }
    }
    return hottestTask();
  }

  /** The series of single tasks, containers left out. */
  public List<MemorySeries> tasks() {
    return series.stream()
        .filter(s -> s.subject().task().isPresent() && s.subject().container().isEmpty())
        .toList();
  }

  /** The series of single containers, each with the limit of its own. */
  public List<MemorySeries> containers() {
    return series.stream().filter(s -> s.subject().ofContainer()).toList();
  }

  /**
   * The task that uses most of its limit in its newest sample. One that fell silent while others
   * did not is left out: it may have been replaced.
   */
  public Optional<MemorySeries> hottestTask() {
    return telling().stream().max(Comparator.comparing(task -> task.newestRatio().orElseThrow()));
  }

  /** The hottest task, if it uses clearly more than the others: stopping it alone helps. */
  public Optional<MemorySeries> outlier() {
    return hottestTask()
        .filter(
            hottest -> {
              List<Ratio> others =
                  telling().stream()
                      .filter(task -> !task.subject().equals(hottest.subject()))
                      .flatMap(task -> task.newestRatio().stream())
                      .sorted()
                      .toList();
              return !others.isEmpty()
                  && hottest.newestRatio().orElseThrow().value()
                      >= others.get(others.size() / 2).value() + STANDS_OUT_BY;
            });
  }

  /** The tasks whose newest sample is about as new as that of any. */
  private List<MemorySeries> telling() {
    Optional<Instant> newest =
        tasks().stream()
            .flatMap(task -> task.newest().stream())
            .map(Sample::at)
            .max(Comparator.naturalOrder());
    return newest.stream().flatMap(at -> tasks().stream().filter(task -> fresh(task, at))).toList();
  }

  /** Whether a sample is fresh enough to say something about now. */
  public boolean fresh(Instant now) {
    return hottest().filter(series -> fresh(Sight.untilNow(series, now), now)).isPresent();
  }

  /** Since when nothing is seen; empty while something is, and where nothing ever was. */
  public Optional<Instant> noDataSince(Instant now) {
    return fresh(now)
        ? Optional.empty()
        : hottest()
            .map(series -> Sight.untilNow(series, now))
            .flatMap(MemorySeries::newest)
            .map(sample -> sample.at().plusSeconds(60));
  }

  /** Whether the newest sample of a series is fresh enough to say something about now. */
  static boolean fresh(MemorySeries series, Instant now) {
    return series.size() > 0 && fresh(series.second(series.size() - 1), now);
  }

  /** Whether the minute that begins at that second is new enough to say something about now. */
  static boolean fresh(long second, Instant now) {
    return second >= now.getEpochSecond() - STALE_AFTER.toSeconds();
  }

  /** Usage of the last hour, a value a minute up to the newest sample; a gap is empty. */
  public List<Optional<Double>> lastHour() {
    Optional<MemorySeries> known = hottest().filter(s -> !s.samples().isEmpty());
    if (known.isEmpty()) {
      return List.of();
    }
    MemorySeries memory = known.get();
    Instant newest = memory.newest().orElseThrow().at();
    var minutes = new ArrayList<Optional<Double>>();
    for (int back = 59; back >= 0; back--) {
      Instant minute = newest.minus(Duration.ofMinutes(back));
      Optional<Sample> sample = memory.between(minute, minute.plus(Duration.ofMinutes(1))).newest();
      if (sample.isPresent() || !minutes.isEmpty()) {
        minutes.add(sample.map(s -> memory.ratio(s).value()));
      }
    }
    return minutes;
  }
}
