package io.headroom.sandbox.fleet.ecs;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.Tag;

/** Tags between a map and the SDK's list. */
final class Tags {

  private Tags() {}

  static List<Tag> of(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }
}
