package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;

/**
 * A modal or Home tab as one person sees it.
 *
 * @param id such as {@code V000001}
 * @param type {@code modal} or {@code home}
 * @param userId who sees it
 * @param json the view as the bot gave it, ids filled in. A copy
 * @param hash changes with each update
 */
public record SlackView(String id, String type, String userId, JsonObject json, String hash) {}
