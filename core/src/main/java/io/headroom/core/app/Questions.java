package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Task;
import io.headroom.core.port.Metrics;
import io.headroom.core.port.Metrics.MetricsReading;
import io.headroom.core.port.Metrics.Request;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What one check asks CloudWatch, and how much that was. */
final class Questions {

  private final Metrics metrics;
  private final Instant now;
  private final Instant to;
  private final List<String> problems = new ArrayList<>();
  private int queries;
  private int calls;

  Questions(Metrics metrics, Instant now) {
    this.metrics = metrics;
    this.now = now;
    this.to = MemoryReader.end(now);
  }

  /** Asks about services and the tasks they are followed by, for the minutes that are missing. */
  void minutes(Collection<WatchedService> services) {
    if (services.isEmpty()) {
      return;
    }
    var requests = new ArrayList<Request>();
    Instant from = to;
    for (WatchedService one : services) {
      Instant missing = one.recent.missingFrom(one.tasks.ids(), now);
      from = missing.isBefore(from) ? missing : from;
      requests.add(
          new Request(
              one.service(),
              one.tasks.all().stream().map(Task::id).toList(),
              one.applications(),
              one.containers()));
    }
    MetricsReading reading = metrics.memory(requests, from, to);
    count(reading);
    for (WatchedService one : services) {
      ServiceId id = one.service().id();
      List<MemorySeries> series = reading.series().get(id);
      if (series != null) {
        one.recent.take(series, reading.published(id), one.tasks.ids(), from, to);
      }
      one.asked(series != null, reading.queries(id), now);
    }
  }

  /**
   * Asks for the days before of a few services that they are not known of.
   *
   * @return those of which all is known now, up to this minute
   */
  Set<WatchedService> days(List<WatchedService> services) {
    List<Request> requests =
        services.stream()
            .map(one -> new Request(one.service(), HistoryPlan.tasks(one), Set.of()))
            .toList();
    MetricsReading reading = metrics.history(requests, to.minus(MemoryHistory.SPAN), to);
    count(reading);
    var whole = new HashSet<WatchedService>();
    for (int i = 0; i < services.size(); i++) {
      WatchedService one = services.get(i);
      Set<String> tasks = Set.copyOf(requests.get(i).tasks());
      Optional<List<MemorySeries>> read =
          Optional.ofNullable(reading.series().get(one.service().id()));
      one.historyAsked(tasks, read, to);
      if (read.isPresent() && tasks.containsAll(one.tasks.ids())) {
        whole.add(one);
      }
    }
    return whole;
  }

  private void count(MetricsReading reading) {
    problems.addAll(MemoryReader.words(reading.problems()));
    queries += reading.queries();
    calls += reading.calls();
  }

  /** Metrics that were asked for. */
  int queries() {
    return queries;
  }

  /** Calls that took. */
  int calls() {
    return calls;
  }

  /** What was not answered, in words. */
  List<String> problems() {
    return problems;
  }
}
