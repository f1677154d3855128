package io.headroom.core.incident;

import io.headroom.core.fleet.ServiceId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An incident that only a newer version can read: it does not understand how it began. */
public final class UnreadableIncidentException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** Not written with the exception: it says no more than the message of who caught it. */
  private final transient @Nullable ServiceId service;

  UnreadableIncidentException(IncidentId id) {
    super(
        "incident %s began with something that only a newer version of Headroom understands"
            .formatted(id));
    this.service = null;
  }

  private UnreadableIncidentException(UnreadableIncidentException cause, ServiceId service) {
    super(cause.getMessage(), cause);
    this.service = service;
  }

  /** The same, where it is known beside the events whose incident it is. */
  public UnreadableIncidentException of(ServiceId known) {
    return new UnreadableIncidentException(this, known);
  }

  /** Whose incident it is, where that is known. */
  public Optional<ServiceId> service() {
    return Optional.ofNullable(service);
  }
}
