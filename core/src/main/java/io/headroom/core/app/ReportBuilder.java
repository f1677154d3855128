package io.headroom.core.app;

import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.CheckReport.Usage;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.FleetReading.Unread;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.port.Journal;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Gathers what a check saw while it runs; {@link #guarded} by several threads. */
final class ReportBuilder {

  private static final int HOTTEST = 10;

  private final Runbooks runbooks;
  private final RulesInForce rules;
  private final Instant now;
  private final Journal journal;
  private final List<ServiceId> withoutData = new ArrayList<>();
  private final List<Unread> unread = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<Usage> usages = new ArrayList<>();
  private final List<String> unknownRunbooks = new ArrayList<>();
  private final List<RuntimeException> unexpected = new ArrayList<>();
  private Optional<Duration> dataAge = Optional.empty();
  private int services;
  private int queries;
  private int calls;

  ReportBuilder(Runbooks runbooks, Instant now, Journal journal) {
    this.runbooks = runbooks;
    this.rules = new RulesInForce(runbooks);
    this.now = now;
    this.journal = journal;
  }

  void unread(List<Unread> found) {
    unread.addAll(found);
  }

  void metrics(MemoryReader.Reading reading) {
    problems.addAll(reading.problems());
    queries += reading.queries();
    calls += reading.calls();
  }

  /**
   * A service that is watched.
   *
   * @param seenAt the moment that its memory is of; empty if it was not asked about yet
   */
  void service(Service service, ServiceMemory memory, Optional<Instant> seenAt) {
    services++;
    runbooks
        .forTag(service.tag(Tags.RUNBOOK))
        .unknown()
        .forEach(id -> unknownRunbooks.add("%s: \"%s\"".formatted(service.id(), id)));
    rules.of(service).problems().forEach(wrong -> problem(service.id() + ": " + wrong));
    if (seenAt.isEmpty()) {
      return;
    }
    // A service that is scaled to nothing has no memory to be seen.
    if (!memory.fresh(seenAt.get())) {
      if (service.desired() > 0) {
        withoutData.add(service.id());
      }
      return;
    }
    MemorySeries hottest = memory.hottest().orElseThrow();
    Sample newest = hottest.newest().orElseThrow();
    Duration age = Duration.between(newest.at(), seenAt.get());
    dataAge = dataAge.filter(oldest -> oldest.compareTo(age) >= 0).or(() -> Optional.of(age));
    usages.add(new Usage(service.id(), hottest.ratio(newest), memory.lastHour()));
  }

  /**
   * Does something for a service. What fails is reported and does not stop the check; what should
   * not have happened is kept for {@link #throwUnexpected}.
   */
  void guarded(ServiceId service, Runnable work) {
    try {
      work.run();
    } catch (FleetException e) {
      problem(service + ": " + e.getMessage());
      journal.write(new Decision.Failed(service, e));
    } catch (RuntimeException e) {
      problem(service + ": " + e);
      journal.write(new Decision.Failed(service, e));
      synchronized (unexpected) {
        unexpected.add(e);
      }
    }
  }

  void problem(String problem) {
    synchronized (problems) {
      problems.add(problem);
    }
  }

  /** Throws what should not have happened, the first with the others attached, if something did. */
  void throwUnexpected() {
    if (!unexpected.isEmpty()) {
      RuntimeException first = unexpected.removeFirst();
      unexpected.forEach(first::addSuppressed);
      throw first;
    }
  }

  CheckReport build() {
    return new CheckReport(
        now,
        services,
        withoutData,
        unread,
        problems,
        usages.stream()
            .sorted(Comparator.comparing(Usage::ratio).reversed())
            .limit(HOTTEST)
            .toList(),
        unknownRunbooks,
        dataAge,
        queries,
        calls);
  }
}
