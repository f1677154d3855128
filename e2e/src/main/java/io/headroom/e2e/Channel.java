package io.headroom.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.stack.Await;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.slack.InteractionResult;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackMessage;
import io.headroom.sandbox.slack.SlackView;
import io.headroom.sandbox.slack.ThreadText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The channel of the alerts, and the one person who presses buttons in it. */
public final class Channel {

  /** As {@code LocalSlackBuilder} presets it. */
  static final String ID = "C0ALERTS";

  private static final String PERSON = "U0ALICE";

  /**
   * So long a person takes to see Slack's warning and to press again. A function that is starting
   * meanwhile is there then; pressed at once, it would be started again beside itself.
   */
  static final Duration TO_NOTICE = Duration.ofSeconds(8);

  private final LocalSlack slack;
  private final ReentrantLock person = new ReentrantLock();

  Channel(LocalSlack slack) {
    this.slack = slack;
  }

  /**
   * Presses a remedy of an incident where it is shown, and confirms: a button of its own, or an
   * entry of the menu and then its modal.
   *
   * @return what the person sees; empty while the remedy is not shown
   */
  public Optional<InteractionResult> press(IncidentId incident, RemedyKind kind) {
    person.lock();
    try {
      Optional<InteractionResult> seen = pressWhereShown(incident, kind);
      if (seen.filter(result -> !result.ok()).isPresent()) {
        Await.pause(TO_NOTICE);
      }
      return seen;
    } finally {
      person.unlock();
    }
  }

  /** The parent messages of a service's threads, oldest first, as text. */
  public List<SlackMessage> threads(IncidentId incident) {
    return slack.channel(ID).messages().stream()
        .filter(message -> String.valueOf(message.metadata()).contains(incident.value()))
        .toList();
  }

  /** The replies in the thread of an incident, as text. */
  public List<String> replies(IncidentId incident) {
    return threads(incident).stream()
        .flatMap(parent -> parent.replies().stream())
        .map(ThreadText::render)
        .toList();
  }

  private Optional<InteractionResult> pressWhereShown(IncidentId incident, RemedyKind kind) {
    for (SlackMessage message : messages().toList()) {
      Optional<String> value = value(message.blocks(), incident, kind);
      if (value.isPresent()) {
        return Optional.of(
            message.blocks().toString().contains(Actions.remedy(kind))
                ? slack.press(PERSON, ID, message.ts(), Actions.remedy(kind))
                : choose(message, value.get()));
      }
    }
    return Optional.empty();
  }

  private InteractionResult choose(SlackMessage message, String value) {
    InteractionResult chosen = slack.choose(PERSON, ID, message.ts(), Actions.MORE, null, value);
    List<SlackView> modals = slack.modals(PERSON);
    return chosen.ok() && !modals.isEmpty()
        ? slack.submit(PERSON, modals.getLast().id(), Map.of())
        : chosen;
  }

  private Stream<SlackMessage> messages() {
    return slack.channel(ID).messages().stream()
        .flatMap(parent -> Stream.concat(Stream.of(parent), parent.replies().stream()));
  }

  /** The value of the button or entry for a remedy: {@code v1|<incident>|<offer>|<kind>}. */
  private static Optional<String> value(JsonElement json, IncidentId incident, RemedyKind kind) {
    return values(json)
        .filter(value -> value.startsWith("v1|" + incident + "|"))
        .filter(value -> value.endsWith("|" + kind.word()))
        .findFirst();
  }

  private static Stream<String> values(JsonElement json) {
    return switch (json) {
      case JsonArray array -> array.asList().stream().flatMap(Channel::values);
      case JsonObject object ->
          Stream.concat(
              object.has("value") && object.get("value").isJsonPrimitive()
                  ? Stream.of(object.get("value").getAsString())
                  : Stream.of(),
              object.asMap().values().stream().flatMap(Channel::values));
      default -> Stream.of();
    };
  }
}
