package io.headroom.infra.slack;

import io.headroom.core.fleet.ServiceId;

/** Which channel the thread of a service's incident opens in. */
@FunctionalInterface
public interface ChannelChoice {

  /** Id of the channel: {@code C0123456789}. */
  String channelFor(ServiceId service);

  /** The same channel for every service. */
  static ChannelChoice always(String channel) {
    return service -> channel;
  }
}
