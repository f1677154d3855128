package io.headroom.core.incident;

/** An incident that only a newer version can read: it does not understand how it began. */
public final class UnreadableIncidentException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  UnreadableIncidentException(IncidentId id) {
    super(
        "incident %s began with something that only a newer version of Headroom understands"
            .formatted(id));
  }
}
