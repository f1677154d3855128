package io.headroom.infra.slack;

/**
 * A message that is in Slack.
 *
 * @param ts Slack's name for it within its channel, as in {@code 1764928800.000100}
 * @param hash of the content that it had when it was last written, to tell whether it has to be
 *     edited
 */
public record Posted(String ts, String hash) {}
