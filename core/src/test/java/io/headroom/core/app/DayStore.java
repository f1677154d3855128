package io.headroom.core.app;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.port.WatchStore;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.watch.ServiceNote;
import io.headroom.core.watch.Source;
import io.headroom.core.watch.WatchReason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of a simulated day, which counts what DynamoDB bills. */
final class DayStore implements WatchStore {

  /** About a kilobyte and a half of JSON. */
  private static final long A_NOTE = 2;

  private final Map<ServiceId, byte[]> histories = new HashMap<>();
  private final Map<ServiceId, ServiceNote> notes = new HashMap<>();

  long writeUnits;

  /** A service was watched before the day began. */
  void knows(ServiceId id, MemoryHistory history, Instant at) {
    histories.put(id, history.encode());
    notes.put(
        id,
        new ServiceNote(
            id,
            at,
            WatchReason.QUIET,
            Source.UTILIZATION,
            Optional.empty(),
            at,
            List.of(),
            List.of(),
            DayCourse.LIMIT,
            "memory of the task",
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of()));
  }

  @Override
  public Kept load(List<ServiceId> wanted) {
    var found = new HashMap<ServiceId, MemoryHistory>();
    var told = new HashMap<ServiceId, ServiceNote>();
    for (ServiceId id : wanted) {
      Optional.ofNullable(histories.get(id))
          .ifPresent(bytes -> found.put(id, MemoryHistory.decode(bytes)));
      Optional.ofNullable(notes.get(id)).ifPresent(note -> told.put(id, note));
    }
    return new Kept(found, told, List.of());
  }

  @Override
  public void save(Map<ServiceId, MemoryHistory> saved, Instant at) {
    saved.forEach(
        (id, history) -> {
          byte[] bytes = history.encode();
          writeUnits += (bytes.length + 200 + 1023) / 1024;
          histories.put(id, bytes);
        });
  }

  @Override
  public void note(List<ServiceNote> written) {
    writeUnits += A_NOTE * written.size();
    written.forEach(note -> notes.put(note.service(), note));
  }

  @Override
  public List<ServiceNote> notes(String name) {
    return List.of();
  }
}
