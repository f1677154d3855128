package io.headroom.sandbox.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trigger ids: each lets the bot open one modal for the person who acted, within three seconds of
 * real time. Guarded by the workspace's lock.
 */
final class Triggers {

  /** How long a trigger id is good for. */
  static final Duration LIFETIME = Duration.ofSeconds(3);

  private static final int REMEMBERED = 1_000;

  private final InstantSource realClock;
  private final Map<String, Trigger> byId = new LinkedHashMap<>();
  private long last = 1_000_000;

  Triggers(InstantSource realClock) {
    this.realClock = realClock;
  }

  String issue(String userId) {
    long number = ++last;
    String id = number + ".4711." + Long.toHexString(number * 0x9E3779B97F4A7C15L);
    byId.put(id, new Trigger(userId, realClock.instant()));
    if (byId.size() > REMEMBERED) {
      byId.remove(byId.keySet().iterator().next());
    }
    return id;
  }

  /**
   * Uses a trigger up.
   *
   * @return the user it was issued for
   * @throws ApiRefusal {@code invalid_trigger_id}, {@code exchanged_trigger_id} or {@code
   *     expired_trigger_id}
   */
  String exchange(@Nullable String id) {
    Trigger trigger = id == null ? null : byId.get(id);
    if (trigger == null) {
      throw new ApiRefusal("invalid_trigger_id");
    }
    if (trigger.exchanged) {
      throw new ApiRefusal("exchanged_trigger_id");
    }
    Duration age = Duration.between(trigger.issuedAt, realClock.instant());
    if (age.compareTo(LIFETIME) > 0) {
      throw new ApiRefusal("expired_trigger_id");
    }
    trigger.exchanged = true;
    return trigger.userId;
  }

  private static final class Trigger {
    private final String userId;
    private final Instant issuedAt;
    private boolean exchanged;

    private Trigger(String userId, Instant issuedAt) {
      this.userId = userId;
      this.issuedAt = issuedAt;
    }
  }
}
