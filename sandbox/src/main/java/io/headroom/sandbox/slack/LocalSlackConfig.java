package io.headroom.sandbox.slack;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How a Slack is set up.
 *
 * @param port to listen on, 0 for any
 * @param bindAddress to listen on; the loopback address unless containers must reach it
 * @param host what the bot calls this machine, in all URLs given to it
 * @param botUrl where the bot listens, or null until {@link LocalSlack#connectBot}
 * @param signingSecret signs what is sent to the bot
 * @param botToken the only token that is accepted
 * @param bot the app and its user
 * @param messageClock gives messages their ts; in the sandbox the simulated time
 * @param realClock time of signatures and of what expires
 * @param scopes granted to the token
 * @param commands slash commands of the app, with the slash
 * @param events types of events the app is subscribed to
 * @param users people
 * @param userGroups groups of people
 * @param channels channels; the bot is in those that list its user id
 * @param ackTimeout how long a request to the bot may take; Slack's three seconds
 * @param retryDelays before each repetition; Slack waits 0, 1 and 5 minutes
 * @param retryInteractions whether interactions and commands are repeated as well. Slack repeats
 *     events only; a bot that passes with this on is safe for sure
 * @param limitPosts whether more than about one message a second and channel is answered 429
 */
public record LocalSlackConfig(
    int port,
    InetAddress bindAddress,
    String host,
    @Nullable URI botUrl,
    String signingSecret,
    String botToken,
    SlackBot bot,
    InstantSource messageClock,
    InstantSource realClock,
    Set<String> scopes,
    Set<String> commands,
    Set<String> events,
    List<SlackUser> users,
    List<SlackUserGroup> userGroups,
    List<SlackChannel> channels,
    Duration ackTimeout,
    List<Duration> retryDelays,
    boolean retryInteractions,
    boolean limitPosts) {

  public LocalSlackConfig {
    commands = Set.copyOf(commands);
    events = Set.copyOf(events);
    users = List.copyOf(users);
    userGroups = List.copyOf(userGroups);
    channels = List.copyOf(channels);
    retryDelays = List.copyOf(retryDelays);
    scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
  }

  /** See {@link LocalSlackBuilder} for what is preset. */
  public static LocalSlackBuilder builder() {
    return new LocalSlackBuilder();
  }
}
