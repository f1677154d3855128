package io.headroom.infra.slack;

import io.headroom.core.incident.Incident;
import io.headroom.infra.slack.render.PassedOver;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which channel the thread of an incident opens in: the one that the service's tag {@code
 * headroom:channel} named when it began, else the configured one. Once it is open it stays there.
 *
 * @param configured id of the channel for all that ask for no other: {@code C0123456789}
 */
public record ChannelChoice(String configured) {

  private static final Pattern ID = Pattern.compile("[CG][A-Z0-9]{2,30}");

  /** The record of a thread that is about to open. */
  ThreadRecord first(Incident incident) {
    Optional<String> tag = incident.channelTag();
    Optional<String> wanted = tag.filter(id -> ID.matcher(id).matches());
    Optional<PassedOver> passedOver =
        wanted.isPresent()
            ? Optional.empty()
            : tag.map(text -> new PassedOver(text, PassedOver.Why.NOT_AN_ID));
    return new ThreadRecord(
        incident.id(), wanted.orElse(configured), passedOver, 0, 0, Map.of(), Optional.empty());
  }
}
