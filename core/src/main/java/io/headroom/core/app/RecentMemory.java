package io.headroom.core.app;

import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.Task;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one service's memory: its last two hours minute by minute, and of each subject
 * that is followed the days before. Not for several threads.
 */
final class RecentMemory {

  /** A minute that has not arrived is asked for until it is so old. */
  static final Duration AWAITED = Duration.ofMinutes(10);

  /** A minute younger than this may still change. */
  private static final Duration UNSETTLED = Duration.ofMinutes(3);

  /** A value dated further ahead of what was asked for would make all that follow too late. */
  private static final Duration AHEAD = MemoryHistory.LATE;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<Subject, Followed> followed = new TreeMap<>(Subject.IN_ORDER);
  private Published published = Published.NOTHING;

  /** Where what is known came from; null while nothing is. */
  private @Nullable Source measure;

  /** One subject. */
  private static final class Followed {
    private @Nullable MemorySeries series;
    private @Nullable MemoryHistory history;
    private @Nullable Instant askedUntil;

    /** Whether CloudWatch answered about its last two hours. */
    private boolean asked;
  }

  /**
   * Takes up what was kept of the hottest task.
   *
   * @param source where its values came from
   */
  void restore(MemoryHistory history, Source source) {
    measure = source;
    Followed service = of(Subject.SERVICE);
    service.history = history;
    service.askedUntil = history.newest().map(at -> at.plus(MINUTE)).orElse(null);
  }

  /**
   * The first minute that is missing of the service and of some tasks, two hours back at the most.
   */
  Instant missingFrom(Set<String> tasks, Instant now) {
    return subjects(tasks).stream()
        .map(subject -> missingFrom(subject, now))
        .min(Instant::compareTo)
        .orElseThrow();
  }

  /** What came for a service that was asked about from an instant on. */
  void take(
      List<MemorySeries> read, Published besides, Set<String> tasks, Instant from, Instant to) {
    Instant oldest = to.minus(MemoryReader.HISTORY);
    boolean anew = measure != null && !measure.measuresAs(besides.source());
    if (anew) {
      // A process counts otherwise than its container: a step from one to the other is no growth.
      followed.clear();
    }
    measure = besides.source();
    for (Subject subject : subjects(tasks)) {
      Followed one = of(subject);
      if (one.askedUntil != null && one.askedUntil.isBefore(from)) {
        // What lies between was never asked for: the days before are read again as a whole.
        one.history = null;
      }
      one.askedUntil = to;
      one.asked = !anew || !from.isAfter(oldest);
    }
    for (MemorySeries each : read) {
      MemorySeries series = each.between(Instant.MIN, to.plus(AHEAD));
      Followed one = of(series.subject());
      one.askedUntil = to;
      one.series = Joined.of(one.series, series, oldest);
      MemoryHistory history = one.history;
      if (history != null) {
        series.samples().forEach(sample -> history.add(sample.at(), sample.bytes()));
      }
    }
    published = Joined.of(published, besides, oldest);
    followed.values().removeIf(one -> one.askedUntil != null && one.askedUntil.isBefore(oldest));
  }

  /** The tasks, and the service itself, whose days before are not known. */
  Set<Subject> withoutHistory(Set<String> tasks) {
    return subjects(tasks).stream()
        .filter(subject -> of(subject).history == null)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * The days before of the service and of some tasks, as far back as CloudWatch has them, up to
   * now.
   */
  void takeHistory(Set<String> tasks, List<MemorySeries> read, Instant to) {
    Set<Subject> asked = withoutHistory(tasks);
    Instant oldest = to.minus(MemoryReader.HISTORY);
    take(
        read.stream().map(series -> series.between(oldest, to)).toList(),
        published,
        tasks,
        oldest,
        to);
    Map<Subject, MemorySeries> bySubject =
        read.stream().collect(Collectors.toMap(MemorySeries::subject, Function.identity()));
    for (Subject subject : asked) {
      var history = new MemoryHistory();
      Followed one = of(subject);
      Stream.concat(Stream.ofNullable(bySubject.get(subject)), Stream.ofNullable(one.series))
          .flatMap(series -> series.between(Instant.MIN, to.plus(AHEAD)).samples().stream())
          .forEach(sample -> history.add(sample.at(), sample.bytes()));
      one.history = history;
    }
  }

  /** The days before of the hottest task, if they are known. */
  Optional<MemoryHistory> history() {
    return Optional.ofNullable(of(Subject.SERVICE).history);
  }

  Published published() {
    return published;
  }

  /** What is known of the service and of those of its tasks that are looked at. */
  ServiceMemory memory(Service service, List<Task> tasks) {
    Set<String> ids = tasks.stream().map(Task::id).collect(Collectors.toSet());
    var series = new ArrayList<MemorySeries>();
    var histories = new HashMap<Subject, MemoryHistory>();
    followed.forEach(
        (subject, one) -> {
          if (subject.task().map(ids::contains).orElse(true)) {
            if (one.series != null && !one.series.samples().isEmpty()) {
              series.add(one.series);
            }
            if (one.history != null) {
              histories.put(subject, one.history);
            }
          }
        });
    return new ServiceMemory(series, published.heap(), published.swap(), published.gc())
        .with(histories, Starts.of(service, tasks));
  }

  private Instant missingFrom(Subject subject, Instant now) {
    Instant end = MemoryReader.end(now);
    Instant oldest = end.minus(MemoryReader.HISTORY);
    Followed one = of(subject);
    if (!one.asked || one.askedUntil == null) {
      return oldest;
    }
    if (one.series == null || one.series.samples().isEmpty()) {
      return end.minus(AWAITED).isBefore(one.askedUntil) ? end.minus(AWAITED) : one.askedUntil;
    }
    Set<Instant> known =
        one.series.between(end.minus(AWAITED), end).samples().stream()
            .map(Sample::at)
            .collect(Collectors.toSet());
    Instant first = one.series.samples().getFirst().at();
    Instant missing = end.minus(AWAITED);
    while (missing.isBefore(end.minus(UNSETTLED))
        && (missing.isBefore(first) || known.contains(missing))) {
      missing = missing.plus(MINUTE);
    }
    Instant from = missing.isBefore(one.askedUntil) ? missing : one.askedUntil;
    // The minute before as well: a counter's rate is the difference to it.
    return from.minus(MINUTE).isBefore(oldest) ? oldest : from.minus(MINUTE);
  }

  private static Set<Subject> subjects(Set<String> tasks) {
    return Stream.concat(Stream.of(Subject.SERVICE), tasks.stream().map(Subject::task))
        .collect(Collectors.toSet());
  }

  private Followed of(Subject subject) {
    return followed.computeIfAbsent(subject, key -> new Followed());
  }
}
