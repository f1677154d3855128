package io.headroom.core.incident;

import io.headroom.core.fleet.ServiceId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Names an incident so that people can say it: service, minute, and four digits that tell apart
 * services of the same name in other clusters.
 *
 * @param value as in {@code checkout-api-20261121-1340-3fa2}
 */
public record IncidentId(String value) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The id of an incident that begins now: the same for the same service and minute. */
  public static IncidentId of(ServiceId service, Instant now) {
    return new IncidentId(
        "%s-%s-%04x"
            .formatted(service.name(), MINUTE.format(now), service.arn().hashCode() & 0xffff));
  }

  @Override
  public String toString() {
    return value;
  }
}
