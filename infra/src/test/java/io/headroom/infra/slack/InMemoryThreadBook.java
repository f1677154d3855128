package io.headroom.infra.slack;

import io.headroom.core.incident.IncidentId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A {@link ThreadBook} in memory, with hooks that may throw where a crash is to be tried. */
public final class InMemoryThreadBook implements ThreadBook {

  private final Map<IncidentId, ThreadRecord> records = new HashMap<>();

  /** Runs before a record is written: what throws here keeps it from being written. */
  public Runnable beforeWrite = () -> {};

  /** Runs when a record is written: what throws here loses the answer, not the record. */
  public Runnable afterWrite = () -> {};

  @Override
  public synchronized Optional<ThreadRecord> find(IncidentId id) {
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public synchronized boolean save(ThreadRecord record) {
    beforeWrite.run();
    int stored = find(record.incident()).map(ThreadRecord::version).orElse(0);
    if (stored != record.version()) {
      return false;
    }
    records.put(
        record.incident(),
        new ThreadRecord(
            record.incident(),
            record.channel(),
            record.passedOver(),
            record.version() + 1,
            record.toldVersion(),
            record.messages(),
            record.posting()));
    afterWrite.run();
    return true;
  }
}
