package io.headroom.core.port;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.watch.ServiceNote;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where the check keeps what it would else have to ask CloudWatch for again. All of it can be lost
 * at any time: it is read again from CloudWatch then. Nothing of an incident depends on it. Safe
 * for use by several threads and processes; of two that write for a service the later stays.
 */
public interface WatchStore {

  /** Keeps nothing. */
  WatchStore NONE =
      new WatchStore() {
        @Override
        public Kept load(List<ServiceId> services) {
          return new Kept(Map.of(), Map.of(), List.of());
        }

        @Override
        public void save(Map<ServiceId, MemoryHistory> histories, Instant now) {}

        @Override
        public void note(List<ServiceNote> notes) {}

        @Override
        public List<ServiceNote> notes(String name) {
          return List.of();
        }
      };

  /**
   * What was kept.
   *
   * @param histories of the hottest task, by service; no entry where there is none that this
   *     version can read
   * @param notes how each service was watched; no entry likewise
   * @param problems records that are there and cannot be read, in words
   */
  record Kept(
      Map<ServiceId, MemoryHistory> histories,
      Map<ServiceId, ServiceNote> notes,
      List<String> problems) {
    public Kept {
      histories = Map.copyOf(histories);
      notes = Map.copyOf(notes);
      problems = List.copyOf(problems);
    }
  }

  /** What is kept of some services. */
  Kept load(List<ServiceId> services);

  /** Keeps the histories of some services for ten days. */
  void save(Map<ServiceId, MemoryHistory> histories, Instant now);

  /** Keeps how some services are watched, each in the place of what was kept before. */
  void note(List<ServiceNote> notes);

  /**
   * How the services of a name are watched, in order: several clusters may have one of that name.
   *
   * @param name of a service, or its cluster's and its own with a slash between
   */
  List<ServiceNote> notes(String name);
}
