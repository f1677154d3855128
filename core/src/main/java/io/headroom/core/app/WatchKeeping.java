package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.WatchStore;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.watch.Published;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.WatchPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what is known of services where the next instance of the function finds it: the history of
 * each every hundred minutes, at some of its own; how it is watched whenever that changes. A store
 * that fails is named and else harmless.
 */
final class WatchKeeping {

  private final WatchStore store;
  private final Instant now;

  WatchKeeping(WatchStore store, Instant now) {
    this.store = store;
    this.now = now;
  }

  /**
   * What was kept of services; nothing where the store fails. A history that ends ahead of now is
   * left out, to be read again from CloudWatch: all that is true would be too late for it.
   */
  WatchStore.Kept load(List<ServiceId> services, List<String> problems) {
    try {
      WatchStore.Kept kept = store.load(services);
      problems.addAll(kept.problems());
      var histories = new HashMap<ServiceId, MemoryHistory>();
      kept.histories()
          .forEach(
              (id, history) -> {
                if (history.endsBy(now.plus(MemoryHistory.LATE))) {
                  histories.put(id, history);
                } else {
                  problems.add("the history kept of %s ends ahead of now".formatted(id));
                }
              });
      return new WatchStore.Kept(histories, kept.notes(), kept.problems());
    } catch (RuntimeException e) {
      problems.add("what is kept of %d services was not read: %s".formatted(services.size(), e));
      return new WatchStore.Kept(Map.of(), Map.of(), List.of());
    }
  }

  /** Keeps the histories whose turn it is. */
  void keep(List<WatchedService> services, List<String> problems) {
    var histories = new HashMap<ServiceId, MemoryHistory>();
    var due = new ArrayList<WatchedService>();
    for (WatchedService one : services) {
      ServiceId id = one.service().id();
      if (WatchPlan.keepingDue(id, one.keptAt(), now)) {
        one.recent
            .history()
            .filter(history -> history.newest().isPresent())
            .ifPresent(
                history -> {
                  histories.put(id, history);
                  due.add(one);
                });
      }
    }
    if (histories.isEmpty()) {
      return;
    }
    try {
      store.save(histories, now);
      due.forEach(one -> one.kept(now));
    } catch (RuntimeException e) {
      problems.add("the histories of %d services were not kept: %s".formatted(due.size(), e));
    }
  }

  /** Writes down how services are watched where that has changed. */
  void note(List<WatchedService> services, List<String> problems) {
    var notes = new ArrayList<ServiceNote>();
    var due = new ArrayList<WatchedService>();
    for (WatchedService one : services) {
      ServiceNote note = note(one);
      boolean told = one.note().filter(note::saysTheSame).isPresent();
      boolean fresh = one.keptAt().filter(now::equals).isEmpty();
      if (one.answered() && !(told && fresh)) {
        notes.add(note);
        due.add(one);
      }
    }
    if (notes.isEmpty()) {
      return;
    }
    try {
      store.note(notes);
      for (int i = 0; i < notes.size(); i++) {
        due.get(i).noted(notes.get(i));
      }
    } catch (RuntimeException e) {
      problems.add("how %d services are watched was not kept: %s".formatted(notes.size(), e));
    }
  }

  private ServiceNote note(WatchedService one) {
    Published published = one.recent.published();
    Instant since =
        one.note()
            .filter(before -> before.source() == published.source())
            .map(ServiceNote::sourceSince)
            .orElse(now);
    return new ServiceNote(
        one.service().id(),
        now,
        one.reason(),
        published.source(),
        published.perTask(),
        since,
        published.applications(),
        published.missing(),
        one.service().limit(),
        one.service().taskDefinition().limitOrigin(),
        one.memory().hottest().flatMap(series -> series.newestRatio()),
        one.service().desired() > 0 ? one.memory().noDataSince(now) : Optional.empty(),
        one.ruleNotes(),
        one.rules().problems());
  }
}
