package io.headroom.sandbox.slack;

/**
 * Someone who can write and press buttons, or the bot.
 *
 * @param id such as {@code U0ALICE}
 * @param name the handle, such as {@code alice}
 * @param realName what people see
 */
public record SlackUser(String id, String name, String realName) {}
