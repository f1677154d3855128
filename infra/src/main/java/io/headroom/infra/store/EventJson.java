package io.headroom.infra.store;

import com.google.gson.JsonParseException;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * Incident events as they are stored: a type and a JSON body. While two versions run side by side
 * the older reads what the newer wrote: a type it does not know, or a known one with a value it
 * does not know, becomes {@link Unknown} and is kept as it is; further fields are skipped.
 */
public final class EventJson {

  /** These words are in what is stored and in the functions' event filters: they never change. */
  private static final Map<String, Class<? extends IncidentEvent>> TYPES =
      Map.ofEntries(
          Map.entry("detected", Detected.class),
          Map.entry("finding-added", FindingAdded.class),
          Map.entry("finding-cleared", FindingCleared.class),
          Map.entry("verdict-reached", VerdictReached.class),
          Map.entry("remedies-offered", RemediesOffered.class),
          Map.entry("acknowledged", Acknowledged.class),
          Map.entry("remedy-requested", RemedyRequested.class),
          Map.entry("evidence-captured", EvidenceCaptured.class),
          Map.entry("remedy-started", RemedyStarted.class),
          Map.entry("remedy-progressed", RemedyProgressed.class),
          Map.entry("remedy-succeeded", RemedySucceeded.class),
          Map.entry("remedy-failed", RemedyFailed.class),
          Map.entry("verification-progressed", VerificationProgressed.class),
          Map.entry("verified", Verified.class),
          Map.entry("did-not-hold", DidNotHold.class),
          Map.entry("escalated", Escalated.class),
          Map.entry("paged", Paged.class),
          Map.entry("oom-killed", OomKilled.class),
          Map.entry("severity-raised", SeverityRaised.class),
          Map.entry("data-stopped", DataStopped.class),
          Map.entry("data-resumed", DataResumed.class),
          Map.entry("resolved", Resolved.class));

  private static final Map<Class<? extends IncidentEvent>, String> NAMES =
      TYPES.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));

  private EventJson() {}

  /** The stored name of an event's type: {@code remedy-requested}. */
  public static String type(IncidentEvent event) {
    return event instanceof Unknown unknown ? unknown.type() : type(event.getClass());
  }

  /**
   * The stored name of a type.
   *
   * @throws IllegalArgumentException for {@link Unknown}, which has one of its own each time
   */
  public static String type(Class<? extends IncidentEvent> type) {
    String name = NAMES.get(type);
    if (name == null) {
      throw new IllegalArgumentException(type + " has no stored name: add it to EventJson");
    }
    return name;
  }

  /** An event's body; of an unknown one exactly what was read. */
  public static String body(IncidentEvent event) {
    return event instanceof Unknown unknown ? unknown.body() : Json.write(event);
  }

  /** The event that was stored; {@link Unknown} if this version cannot read it. */
  public static IncidentEvent read(String type, String body) {
    Class<? extends IncidentEvent> known = TYPES.get(type);
    if (known == null) {
      return new Unknown(type, body);
    }
    try {
      return Json.read(body, known);
    } catch (JsonParseException newer) {
      return new Unknown(type, body, true);
    }
  }
}
