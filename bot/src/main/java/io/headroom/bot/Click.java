package io.headroom.bot;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload.Action;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import io.headroom.bot.Answers.UnknownButton;
import io.headroom.core.incident.Actor;
import io.headroom.infra.slack.render.AcknowledgeValue;
import io.headroom.infra.slack.render.ClickValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads who pressed what from Slack's payloads. */
final class Click {

  private Click() {}

  /** The remedy that a button, or an entry of the menu, stands for. */
  static ClickValue remedy(BlockActionPayload payload) {
    Action action = payload.getActions().getFirst();
    return remedy(
        action.getSelectedOption() == null
            ? action.getValue()
            : action.getSelectedOption().getValue());
  }

  /** The remedy that a modal confirms. */
  static ClickValue remedy(ViewSubmissionPayload payload) {
    return remedy(payload.getView().getPrivateMetadata());
  }

  /** The incident that a button acknowledges. */
  static AcknowledgeValue acknowledged(BlockActionPayload payload) {
    try {
      return AcknowledgeValue.parse(text(payload.getActions().getFirst().getValue()));
    } catch (IllegalArgumentException e) {
      throw new UnknownButton(String.valueOf(e.getMessage()));
    }
  }

  static Actor by(BlockActionPayload payload) {
    return actor(
        payload.getUser().getId(), payload.getUser().getName(), payload.getUser().getUsername());
  }

  static Actor by(ViewSubmissionPayload payload) {
    return actor(
        payload.getUser().getId(), payload.getUser().getName(), payload.getUser().getUsername());
  }

  private static Actor actor(String id, @Nullable String name, @Nullable String username) {
    return new Actor(
        id, Optional.ofNullable(name).or(() -> Optional.ofNullable(username)).orElse(id));
  }

  private static ClickValue remedy(@Nullable String value) {
    try {
      return ClickValue.parse(text(value));
    } catch (IllegalArgumentException e) {
      throw new UnknownButton(String.valueOf(e.getMessage()));
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
