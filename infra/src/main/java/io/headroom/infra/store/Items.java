package io.headroom.infra.store;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reads attributes that an item must have, and builds items. */
final class Items {

  private Items() {}

  /** An attribute of text. */
  static String text(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).s();
  }

  /** An attribute of a whole number. */
  static int number(Map<String, AttributeValue> item, String name) {
    return Integer.parseInt(attribute(item, name).n());
  }

  /** An attribute that holds further ones. */
  static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).m();
  }

  static AttributeValue fromNumber(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  /** The attributes of both. */
  static Map<String, AttributeValue> joined(
      Map<String, AttributeValue> item, Map<String, AttributeValue> more) {
    var all = new HashMap<>(item);
    all.putAll(more);
    return all;
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException(
          "item %s %s has no attribute \"%s\": it was not written by Headroom, or changed by hand"
              .formatted(item.get(Keys.PK), item.get(Keys.SK), name));
    }
    return value;
  }
}
