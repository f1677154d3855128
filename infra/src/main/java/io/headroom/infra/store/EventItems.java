package io.headroom.infra.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.incident.Recorded;
import io.headroom.infra.log.Mask;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Events as items of the table, and back. */
final class EventItems {

  /** Which write put the item there: unlike the content, it tells two like writers apart. */
  static final String WRITER = "writer";

  /** Bytes. DynamoDB takes items of 400 KB; the rest is for the other attributes. */
  static final int MOST_BODY = 380_000;

  /** Bytes. DynamoDB takes 4 MB in a transaction; the rest is for the other attributes. */
  static final int MOST_BODIES = 4_000_000;

  private static final String TYPE = "type";
  private static final String AT = "at";
  private static final String KEY = "key";
  private static final String BODY = "body";

  private EventItems() {}

  /**
   * The items of events, in their order.
   *
   * @throws IllegalArgumentException if one is too large for an item, or all for a transaction
   */
  static List<Map<String, AttributeValue>> write(
      IncidentId id, List<Recorded> events, String writer) {
    var items = events.stream().map(recorded -> write(id, recorded, writer)).toList();
    int bodies = items.stream().mapToInt(item -> size(Items.text(item, BODY))).sum();
    if (bodies > MOST_BODIES) {
      throw new IllegalArgumentException(
          "incident %s: %d events of %d bytes together are more than one write holds (%d bytes)"
              .formatted(id, items.size(), bodies, MOST_BODIES));
    }
    return items;
  }

  private static Map<String, AttributeValue> write(
      IncidentId id, Recorded recorded, String writer) {
    IncidentEvent event = recorded.event();
    String body = Mask.of(EventJson.body(event));
    if (size(body) > MOST_BODY && event instanceof EvidenceCaptured captured) {
      body = Mask.of(EventJson.body(EvidenceCap.within(MOST_BODY, captured)));
    }
    if (size(body) > MOST_BODY) {
      throw new IllegalArgumentException(
          "incident %s: event %d (%s) has %d bytes, more than one item holds (%d bytes)"
              .formatted(id, recorded.number(), EventJson.type(event), size(body), MOST_BODY));
    }
    var item = new HashMap<>(Keys.event(id, recorded.number()));
    item.put(TYPE, AttributeValue.fromS(EventJson.type(event)));
    item.put(AT, AttributeValue.fromS(recorded.at().toString()));
    item.put(KEY, AttributeValue.fromS(recorded.key()));
    item.put(BODY, AttributeValue.fromS(body));
    item.put(WRITER, AttributeValue.fromS(writer));
    return item;
  }

  static Recorded read(Map<String, AttributeValue> item) {
    return new Recorded(
        Keys.eventOf(Items.text(item, Keys.SK)),
        Instant.parse(Items.text(item, AT)),
        Items.text(item, KEY),
        EventJson.read(Items.text(item, TYPE), Items.text(item, BODY)));
  }

  static int size(String text) {
    return text.getBytes(UTF_8).length;
  }
}
