package io.headroom.infra.pagerduty;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.Page;
import io.headroom.infra.settings.Secret;
import io.headroom.infra.slack.render.ConsoleLink;
import io.headroom.infra.slack.render.Headline;
import io.headroom.infra.slack.render.Mrkdwn;
import java.util.Locale;

/**
 * The body of an event. Source: PagerDuty's developer documentation, "Send an Alert Event" and
 * "PagerDuty Common Event Format".
 *
 * @param consoleLinks whether alerts link to the AWS console
 */
record AlertEvent(boolean consoleLinks) {

  /** "The maximum permitted length of this property is 1024 characters". */
  private static final int MOST_SUMMARY = 1024;

  /** "The maximum permitted length of this property is 255 characters". */
  private static final int MOST_KEY = 255;

  JsonObject of(Secret routingKey, Action action, Incident incident, int step) {
    var event = new JsonObject();
    event.addProperty("routing_key", routingKey.reveal());
    event.addProperty("event_action", action.name().toLowerCase(Locale.ROOT));
    event.addProperty("dedup_key", dedupKey(incident, step));
    if (action == Action.TRIGGER) {
      event.addProperty("client", "Headroom");
      event.add("payload", payload(incident, step));
      if (consoleLinks) {
        event.add("links", links(incident.service()));
      }
    }
    return event;
  }

  /** {@code checkout-api-20261121-1340-3fa2/1}; of a very long name the end, which tells apart. */
  private static String dedupKey(Incident incident, int step) {
    String key = incident.id() + "/" + (step + 1);
    return key.substring(Math.max(0, key.length() - MOST_KEY));
  }

  private static JsonObject payload(Incident incident, int step) {
    var headline = new Headline(incident);
    var payload = new JsonObject();
    payload.addProperty(
        "summary", Mrkdwn.cut(headline.notification(incident.service().toString()), MOST_SUMMARY));
    payload.addProperty("source", incident.service().arn());
    payload.addProperty("severity", severity(incident));
    payload.addProperty("timestamp", incident.openedAt().toString());
    payload.addProperty("component", incident.service().name());
    payload.addProperty("group", incident.service().cluster());
    payload.addProperty("class", incident.worstFinding().key().toString());
    payload.add("custom_details", details(incident, step));
    return payload;
  }

  private static String severity(Incident incident) {
    return switch (incident.severity()) {
      case SEV1 -> "critical";
      case SEV2 -> "error";
      case SEV3 -> "warning";
    };
  }

  private static JsonObject details(Incident incident, int step) {
    var details = new JsonObject();
    details.addProperty("incident", incident.id().value());
    details.addProperty("severity", incident.severity().name());
    details.addProperty("cluster", incident.service().cluster());
    details.addProperty("service", incident.service().name());
    details.addProperty("account", incident.service().account());
    details.addProperty("region", incident.service().region());
    incident
        .page(step)
        .map(Page::escalated)
        .ifPresent(escalated -> details.addProperty("escalation", escalation(escalated)));
    return details;
  }

  private static String escalation(Escalated escalated) {
    String why =
        switch (escalated.cause()) {
          case TIME -> "nobody has acknowledged in time";
          case DID_NOT_HOLD -> "a remedy did not hold, or failed";
        };
    return "step %d, %s: %s".formatted(escalated.step() + 1, escalated.who(), why);
  }

  private static JsonArray links(ServiceId service) {
    var link = new JsonObject();
    link.addProperty("href", ConsoleLink.url(service));
    link.addProperty("text", "ECS console");
    var links = new JsonArray();
    links.add(link);
    return links;
  }
}
