package io.headroom.core.port;

import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.watch.ServiceNote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A store in memory that a test can break. */
public final class InMemoryWatchStore implements WatchStore {

  private final Map<ServiceId, byte[]> histories = new HashMap<>();
  private final Map<ServiceId, ServiceNote> notes = new TreeMap<>();
  private @Nullable RuntimeException failure;
  private int writes;

  /** From now on every call fails so. */
  public synchronized void failAlways(RuntimeException exception) {
    failure = exception;
  }

  /** Nothing fails any more. */
  public synchronized void recovers() {
    failure = null;
  }

  /** Everything is gone. */
  public synchronized void lose() {
    histories.clear();
    notes.clear();
  }

  /** How many records were written. */
  public synchronized int writes() {
    return writes;
  }

  @Override
  public synchronized Kept load(List<ServiceId> services) {
    failIfTold();
    var found = new HashMap<ServiceId, MemoryHistory>();
    var told = new HashMap<ServiceId, ServiceNote>();
    for (ServiceId id : services) {
      byte[] history = histories.get(id);
      if (history != null) {
        found.put(id, MemoryHistory.decode(history));
      }
      ServiceNote note = notes.get(id);
      if (note != null) {
        told.put(id, note);
      }
    }
    return new Kept(found, told, List.of());
  }

  @Override
  public synchronized void save(Map<ServiceId, MemoryHistory> saved, Instant now) {
    failIfTold();
    saved.forEach((id, history) -> histories.put(id, history.encode()));
    writes += saved.size();
  }

  @Override
  public synchronized void note(List<ServiceNote> written) {
    failIfTold();
    written.forEach(note -> notes.put(note.service(), note));
    writes += written.size();
  }

  @Override
  public synchronized List<ServiceNote> notes(String name) {
    failIfTold();
    var found = new ArrayList<ServiceNote>();
    notes.forEach(
        (id, note) -> {
          if (id.name().equals(name) || id.toString().equals(name)) {
            found.add(note);
          }
        });
    return found;
  }

  private void failIfTold() {
    if (failure != null) {
      throw failure;
    }
  }
}
