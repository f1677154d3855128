package io.headroom.infra.slack;

import io.headroom.infra.slack.SlackFailure.Reason;

/** Slack's error words, sorted by what they mean here. Source: the method pages, docs.slack.dev. */
final class SlackErrors {

  private SlackErrors() {}

  static Reason reason(String error) {
    return switch (error) {
      case "ratelimited", "rate_limited" -> Reason.RATE_LIMITED;
      case "internal_error",
          "fatal_error",
          "service_unavailable",
          "request_timeout",
          "team_added_to_org" ->
          Reason.NO_ANSWER;
      case "message_not_found",
          "thread_not_found",
          "cannot_reply_to_message",
          "cant_update_message",
          "edit_window_closed" ->
          Reason.MESSAGE_GONE;
      case "channel_not_found" -> Reason.CHANNEL_NOT_FOUND;
      case "not_in_channel" -> Reason.NOT_IN_CHANNEL;
      case "is_archived",
          "is_inactive",
          "restricted_action",
          "restricted_action_read_only_channel",
          "restricted_action_thread_locked",
          "restricted_action_thread_only_channel",
          "restricted_action_non_threadable_channel" ->
          Reason.CHANNEL_CLOSED;
      case "missing_scope", "no_permission", "not_allowed_token_type" -> Reason.MISSING_SCOPE;
      case "invalid_auth",
          "not_authed",
          "account_inactive",
          "token_revoked",
          "token_expired",
          "no_active_installation_for_app" ->
          Reason.INVALID_AUTH;
      case "invalid_blocks",
          "invalid_blocks_format",
          "msg_blocks_too_long",
          "msg_too_long",
          "no_text",
          "invalid_metadata_format",
          "invalid_metadata_schema",
          "metadata_too_large" ->
          Reason.INVALID_MESSAGE;
      default -> Reason.REFUSED;
    };
  }
}
