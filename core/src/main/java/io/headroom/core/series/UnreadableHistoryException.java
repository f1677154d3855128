package io.headroom.core.series;

/**
 * Bytes that are no {@link MemoryHistory}, or one that only a newer version can read. Whoever keeps
 * them asks the source of the metric again.
 */
public final class UnreadableHistoryException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnreadableHistoryException(String what) {
    super("not a memory history: " + what);
  }

  UnreadableHistoryException(String what, Throwable cause) {
    super("not a memory history: " + what, cause);
  }
}
