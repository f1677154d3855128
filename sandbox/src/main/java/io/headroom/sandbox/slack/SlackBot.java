package io.headroom.sandbox.slack;

/**
 * The app as this Slack knows it.
 *
 * @param userId the bot's user, such as {@code U0HEADROOM}; author of what it posts
 * @param botId such as {@code B0HEADROOM}
 * @param appId such as {@code A0HEADROOM}
 * @param name what people see
 */
public record SlackBot(String userId, String botId, String appId, String name) {}
