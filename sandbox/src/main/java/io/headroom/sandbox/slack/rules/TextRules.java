package io.headroom.sandbox.slack.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text objects, option objects and confirmation dialogs. */
final class TextRules {

  /** Which of the two kinds of text a place takes. */
  enum Kind {
    PLAIN,
    PLAIN_OR_MRKDWN;

    private boolean takes(String type) {
      return switch (this) {
        case PLAIN -> type.equals("plain_text");
        case PLAIN_OR_MRKDWN -> type.equals("plain_text") || type.equals("mrkdwn");
      };
    }
  }

  static final Set<String> STYLES = Set.of("primary", "danger");
  private static final Set<String> CONFIRM_KEYS =
      Set.of("title", "text", "confirm", "deny", "style");
  private static final Set<String> OPTION_KEYS = Set.of("text", "value", "description", "url");

  private TextRules() {}

  static void required(Node parent, String key, Kind kind, int max) {
    if (parent.require(key)) {
      optional(parent, key, kind, max);
    }
  }

  static void optional(Node parent, String key, Kind kind, int max) {
    Node text = parent.object(key);
    if (text != null) {
      check(text, kind, max);
    }
  }

  /** Slack reports a wrong text object twice: that no schema fits, and why. */
  static void check(Node text, Kind kind, int max) {
    List<Problem> found = new ArrayList<>();
    Node inner = new Node(text.json(), text.at(), found);
    String type = inner.require("type") ? inner.string("type") : null;
    if (type != null && !kind.takes(type)) {
      inner.problem("must be a valid enum value", "type");
    }
    inner.allow(
        "mrkdwn".equals(type)
            ? Set.of("type", "text", "verbatim")
            : Set.of("type", "text", "emoji"));
    if (inner.require("text")) {
      inner.string("text", 1, max);
    }
    inner.bool("emoji");
    inner.bool("verbatim");
    if (!found.isEmpty()) {
      text.problem("failed to match all allowed schemas", "");
      text.problems().addAll(found);
    }
  }

  static void confirm(Node element) {
    Node confirm = element.object("confirm");
    if (confirm == null) {
      return;
    }
    confirm.allow(CONFIRM_KEYS);
    required(confirm, "title", Kind.PLAIN, Limits.CONFIRM_TITLE);
    required(confirm, "text", Kind.PLAIN_OR_MRKDWN, Limits.CONFIRM_TEXT);
    required(confirm, "confirm", Kind.PLAIN, Limits.CONFIRM_BUTTON);
    required(confirm, "deny", Kind.PLAIN, Limits.CONFIRM_BUTTON);
    confirm.oneOf("style", STYLES);
  }

  /** Options of a menu, alone or in groups; {@code initial} keys must repeat one of them. */
  static void options(Node element, String key, Kind kind, int min, int max) {
    for (Node option : element.objects(key, min, max)) {
      option(option, kind);
    }
  }

  static void option(@Nullable Node option, Kind kind) {
    if (option == null) {
      return;
    }
    option.allow(OPTION_KEYS);
    required(option, "text", kind, Limits.OPTION_TEXT);
    if (option.require("value")) {
      option.string("value", 1, Limits.OPTION_VALUE);
    }
    optional(option, "description", kind, Limits.OPTION_DESCRIPTION);
    option.url("url", Limits.URL);
  }
}
