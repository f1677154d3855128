package io.headroom.infra.slack;

import io.headroom.core.incident.IncidentId;
import java.util.Optional;

/**
 * What is remembered of the thread of each incident. Safe for use by several threads and processes:
 * of two writers that read the same version, one wins and the other is told.
 */
public interface ThreadBook {

  /** The record of an incident's thread as it was written last; empty before the first. */
  Optional<ThreadRecord> find(IncidentId id);

  /**
   * Writes a record, if the stored one still has the version that it was made from.
   *
   * @param record its version is the one expected to be stored, 0 if none is expected; it is stored
   *     as that version plus one
   * @return false if somebody else wrote first: find it again and decide again
   */
  boolean save(ThreadRecord record);
}
