package io.headroom.sandbox.slack;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link LocalSlackConfig}. Preset is the workspace of the sandbox: the channel {@code
 * C0ALERTS} (#memory-alerts) with Alice, Bob and the bot, the group {@code S0RESPONDERS} with
 * Alice, Carol in no channel, the command {@code /memory}, and the scopes Headroom's manifest asks
 * for.
 */
public final class LocalSlackBuilder {

  private int port;
  private InetAddress bindAddress = InetAddress.getLoopbackAddress();
  private String host = "localhost";
  private @Nullable URI botUrl;
  private String signingSecret = "local-signing-secret";
  private String botToken = "xoxb-local-token";
  private SlackBot bot = new SlackBot("U0HEADROOM", "B0HEADROOM", "A0HEADROOM", "headroom");
  private InstantSource messageClock = InstantSource.system();
  private InstantSource realClock = InstantSource.system();
  private Set<String> scopes =
      Set.of(
          "chat:write",
          "channels:history",
          "groups:history",
          "channels:read",
          "groups:read",
          "users:read",
          "usergroups:read",
          "reactions:write",
          "files:write",
          "commands");
  private Set<String> commands = Set.of("/memory");
  private Set<String> events = Set.of("app_home_opened");
  private List<SlackUser> users =
      List.of(
          new SlackUser("U0ALICE", "alice", "Alice Ng"),
          new SlackUser("U0BOB", "bob", "Bob Silva"),
          new SlackUser("U0CAROL", "carol", "Carol Okafor"));
  private List<SlackUserGroup> userGroups =
      List.of(new SlackUserGroup("S0RESPONDERS", "responders", List.of("U0ALICE")));
  private List<SlackChannel> channels =
      List.of(
          SlackChannel.open(
              "C0ALERTS", "memory-alerts", List.of("U0ALICE", "U0BOB", "U0HEADROOM")));
  private Duration ackTimeout = Duration.ofSeconds(3);

  /** Slack's 0, 1 and 5 minutes, sixty times faster like the rest of the sandbox. */
  private List<Duration> retryDelays =
      List.of(Duration.ZERO, Duration.ofSeconds(1), Duration.ofSeconds(5));

  private boolean retryInteractions = true;
  private boolean limitPosts;

  LocalSlackBuilder() {}

  /** Port to listen on, 0 (preset) for any. */
  public LocalSlackBuilder port(int value) {
    port = value;
    return this;
  }

  /** Address to listen on; preset is the loopback address. */
  public LocalSlackBuilder bindAddress(InetAddress value) {
    bindAddress = value;
    return this;
  }

  /**
   * What the bot calls this machine; preset {@code localhost}. A bot in a container needs another.
   */
  public LocalSlackBuilder host(String value) {
    host = value;
    return this;
  }

  /** Where the bot listens; preset is nowhere, until {@link LocalSlack#connectBot}. */
  public LocalSlackBuilder botUrl(URI value) {
    botUrl = value;
    return this;
  }

  /** The app's signing secret. */
  public LocalSlackBuilder signingSecret(String value) {
    signingSecret = value;
    return this;
  }

  /** The bot's token. */
  public LocalSlackBuilder botToken(String value) {
    botToken = value;
    return this;
  }

  /** The app and its user. */
  public LocalSlackBuilder bot(SlackBot value) {
    bot = value;
    return this;
  }

  /** Time of messages. */
  public LocalSlackBuilder messageClock(InstantSource value) {
    messageClock = value;
    return this;
  }

  /** Time of signatures, trigger ids and response URLs. */
  public LocalSlackBuilder realClock(InstantSource value) {
    realClock = value;
    return this;
  }

  /** Scopes granted to the token. */
  public LocalSlackBuilder scopes(Set<String> value) {
    scopes = value;
    return this;
  }

  /** Slash commands of the app, with the slash. */
  public LocalSlackBuilder commands(Set<String> value) {
    commands = value;
    return this;
  }

  /** Types of events the app is subscribed to. */
  public LocalSlackBuilder events(Set<String> value) {
    events = value;
    return this;
  }

  /** People. */
  public LocalSlackBuilder users(List<SlackUser> value) {
    users = value;
    return this;
  }

  /** Groups of people. */
  public LocalSlackBuilder userGroups(List<SlackUserGroup> value) {
    userGroups = value;
    return this;
  }

  /** Channels. */
  public LocalSlackBuilder channels(List<SlackChannel> value) {
    channels = value;
    return this;
  }

  /** How long the bot may take; preset is Slack's three seconds. */
  public LocalSlackBuilder ackTimeout(Duration value) {
    ackTimeout = value;
    return this;
  }

  /** Waits before each repetition; preset 0, 1 and 5 seconds. */
  public LocalSlackBuilder retryDelays(List<Duration> value) {
    retryDelays = value;
    return this;
  }

  /** Whether interactions are repeated like events; preset is yes. */
  public LocalSlackBuilder retryInteractions(boolean value) {
    retryInteractions = value;
    return this;
  }

  /** Whether posting is limited to about one message a second and channel; preset is no. */
  public LocalSlackBuilder limitPosts(boolean value) {
    limitPosts = value;
    return this;
  }

  /** The finished configuration. */
  public LocalSlackConfig build() {
    return new LocalSlackConfig(
        port,
        bindAddress,
        host,
        botUrl,
        signingSecret,
        botToken,
        bot,
        messageClock,
        realClock,
        scopes,
        commands,
        events,
        users,
        userGroups,
        channels,
        ackTimeout,
        retryDelays,
        retryInteractions,
        limitPosts);
  }
}
