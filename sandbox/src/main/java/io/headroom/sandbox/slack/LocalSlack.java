package io.headroom.sandbox.slack;

import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpServer;
import io.headroom.sandbox.slack.Faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A running Slack with one workspace and one app. Bots talk to it over HTTP below {@link
 * #apiUrl()}; people, scripts and pages through the methods here. All methods are safe for threads.
 * Those that reach the bot wait for its acknowledgement, three seconds of real time at most.
 */
public final class LocalSlack implements AutoCloseable {

  private final URI baseUrl;
  private final Workspace workspace;
  private final Faults faults = new Faults();
  private final ApiServer server;
  private final BotLink bot;
  private final Payloads payloads;
  private final MessageActions messageActions;
  private final Modals modals;
  private final Commands commands;
  private final ChannelViews channelViews;
  private final Config config;

  private LocalSlack(Config config, HttpServer http) {
    this.baseUrl = URI.create("http://" + config.host() + ":" + http.getAddress().getPort());
    this.workspace = new Workspace(config);
    this.bot = new BotLink(config);
    MessageJson json = new MessageJson(workspace, baseUrl);
    Triggers triggers = new Triggers(config.realClock());
    ResponseUrls responseUrls = new ResponseUrls(workspace, config.realClock());
    ViewMethods views = new ViewMethods(workspace, json, triggers);
    Map<String, Endpoint> endpoints = new TreeMap<>();
    new ChatMethods(workspace, json, config.scopes()).register(endpoints);
    new ConversationMethods(workspace, json, config.scopes()).register(endpoints);
    new PeopleMethods(workspace, baseUrl).register(endpoints);
    new FileMethods(workspace, json, baseUrl).register(endpoints);
    views.register(endpoints);
    this.server = new ApiServer(config, http, workspace, responseUrls, endpoints, faults);
    this.config = config;
    this.channelViews = new ChannelViews(workspace);
    this.payloads = new Payloads(workspace, config.retryInteractions());
    this.messageActions =
        new MessageActions(workspace, triggers, responseUrls, json, payloads, baseUrl);
    this.modals = new Modals(workspace, triggers, views, json, payloads, bot);
    this.commands = new Commands(config, workspace, triggers, responseUrls, payloads, bot, baseUrl);
  }

  /**
   * Starts a Slack.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static LocalSlack start(Config config) {
    try {
      LocalSlack slack = new LocalSlack(config, ApiServer.bind(config));
      slack.server.start();
      return slack;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the local Slack cannot listen on port " + config.port() + ": " + e.getMessage(), e);
    }
  }

  /** Base URL for {@code SlackConfig.setMethodsEndpointUrlPrefix}, ends with {@code /api/}. */
  public URI apiUrl() {
    return baseUrl.resolve("/api/");
  }

  /** Says where the bot listens: for interactions, commands and events alike. */
  public void connectBot(URI botUrl) {
    bot.connect(botUrl);
  }

  /** Whether the bot answers Slack's {@code url_verification} with the challenge. */
  public boolean verifyUrl() {
    String challenge = "challenge-" + workspace.locked(() -> workspace.newId());
    Delivery delivery = bot.send(payloads.urlVerification(challenge));
    return delivery.acknowledged() && delivery.answer().contains(challenge);
  }

  /** As {@link #press(String, String, String, String, String)}, in whatever block it is. */
  public InteractionResult press(String userId, String channel, String messageTs, String actionId) {
    return press(userId, channel, messageTs, actionId, null);
  }

  /**
   * A person presses a button. The confirmation dialog is the caller's to show.
   *
   * @param channel id of the channel
   * @param messageTs the message with the button
   * @param blockId the block it is in, or null for the first with this action id
   */
  public InteractionResult press(
      String userId, String channel, String messageTs, String actionId, @Nullable String blockId) {
    return workspace
        .locked(() -> messageActions.prepare(userId, channel, messageTs, actionId, blockId, null))
        .send(bot, Prepared::seen);
  }

  /**
   * A person chooses in a menu of a message.
   *
   * @param option value of the option; several are separated by commas
   */
  public InteractionResult choose(
      String userId,
      String channel,
      String messageTs,
      String actionId,
      @Nullable String blockId,
      String option) {
    return workspace
        .locked(() -> messageActions.prepare(userId, channel, messageTs, actionId, blockId, option))
        .send(bot, Prepared::seen);
  }

  /**
   * A person presses or chooses in a modal or Home tab.
   *
   * @param option value of the option of a menu, null for a button
   */
  public InteractionResult actInView(
      String userId,
      String viewId,
      String actionId,
      @Nullable String blockId,
      @Nullable String option) {
    return modals.act(userId, viewId, actionId, blockId, option);
  }

  /**
   * A person submits a modal.
   *
   * @param values by action id: what was typed, or the value of the option chosen; several are
   *     separated by commas. Inputs that are not named keep their initial value
   */
  public InteractionResult submit(String userId, String viewId, Map<String, String> values) {
    return modals.submit(userId, viewId, values);
  }

  /** A person closes a modal. */
  public InteractionResult close(String userId, String viewId) {
    return modals.close(userId, viewId);
  }

  /**
   * A person types a slash command.
   *
   * @param command with the slash, such as {@code /memory}
   * @param text what follows it, may be empty
   */
  public InteractionResult slash(String userId, String channel, String command, String text) {
    return commands.slash(userId, channel, command, text);
  }

  /**
   * A person writes a message.
   *
   * @param threadTs a message of the thread to answer in, or null
   * @return its ts
   */
  public String say(String userId, String channel, @Nullable String threadTs, String text) {
    MessageContent content = new MessageContent(text, null, null, null, false);
    StoredMessage message =
        workspace.locked(
            () -> workspace.post(workspace.channel(channel), userId, content, threadTs, false));
    JsonObject event = new JsonObject();
    event.addProperty("type", "message");
    event.addProperty("channel", channel);
    event.addProperty("channel_type", "channel");
    event.addProperty("user", userId);
    event.addProperty("text", text);
    event.addProperty("ts", message.ts);
    event.addProperty("event_ts", message.ts);
    if (message.threadTs != null) {
      event.addProperty("thread_ts", message.threadTs);
    }
    send(event);
    return message.ts;
  }

  /** A person opens the app's Home tab. Nothing when the app is not subscribed to it. */
  public Optional<Delivery> openHome(String userId) {
    JsonObject event = new JsonObject();
    event.addProperty("type", "app_home_opened");
    event.addProperty("user", userId);
    event.addProperty("channel", "D" + userId.substring(1));
    event.addProperty("tab", "home");
    event.addProperty("event_ts", workspace.locked(workspace::newTs));
    return send(event);
  }

  /** Sends an event, if the app is subscribed to its type. */
  private Optional<Delivery> send(JsonObject event) {
    if (!config.events().contains(event.get("type").getAsString())) {
      return Optional.empty();
    }
    String id = workspace.locked(() -> workspace.newId("Ev"));
    long now = config.realClock().instant().getEpochSecond();
    return Optional.of(bot.send(payloads.event(event, id, now)));
  }

  /** A channel with its threads, without what only single people see. */
  public ChannelView channel(String channelId) {
    return workspace.locked(() -> channelViews.of(workspace.channel(channelId), null));
  }

  /** A channel as this person sees it, with ephemeral messages. */
  public ChannelView channel(String channelId, String userId) {
    return workspace.locked(() -> channelViews.of(workspace.channel(channelId), userId));
  }

  /** Modals open in front of this person, the one on top last. */
  public List<SlackView> modals(String userId) {
    return workspace.locked(() -> workspace.views.modals(userId));
  }

  /** What the bot published as this person's Home tab. */
  public Optional<SlackView> home(String userId) {
    return Optional.ofNullable(workspace.locked(() -> workspace.views.home(userId)));
  }

  /** The bytes of a shared file. */
  public Optional<byte[]> file(String fileId) {
    return workspace.locked(() -> workspace.files.shared(fileId).map(Files.Shared::bytes));
  }

  /** What to show for the id of a user, group or channel; the id itself when it is not known. */
  public String nameOf(String id) {
    return workspace.locked(
        () -> {
          StoredChannel channel = workspace.channels.get(id);
          SlackUserGroup group = workspace.userGroups.get(id);
          return channel != null
              ? channel.setup.name()
              : group != null ? group.handle() : workspace.userName(id);
        });
  }

  /** Grows with every change that someone could see. */
  public long version() {
    return workspace.locked(workspace::version);
  }

  /**
   * Calls the listener with the new version after each change, on the thread that made it; it must
   * be quick.
   *
   * @return stops that
   */
  public Runnable onChange(LongConsumer listener) {
    return workspace.listen(listener);
  }

  /** Calls of the Web API so far, at most the last 10,000. */
  public List<ApiCallRecord> calls() {
    return server.calls();
  }

  /** Requests sent to the bot so far, repetitions included. */
  public List<Delivery> deliveries() {
    return bot.deliveries();
  }

  /** Answers the next {@code times} calls of a method ({@code *}: any) with 429. */
  public void rateLimitNext(String method, int times, int retryAfterSeconds) {
    for (int i = 0; i < times; i++) {
      faults.add(method, new Fault.RateLimited(retryAfterSeconds));
    }
  }

  /** Answers the next call of a method ({@code *}: any) with this HTTP status; nothing is done. */
  public void failNext(String method, int httpStatus) {
    faults.add(method, new Fault.Status(httpStatus));
  }

  /** Answers the next call of a method ({@code *}: any) with this error; nothing is done. */
  public void failNext(String method, String errorCode) {
    faults.add(method, new Fault.ErrorCode(errorCode));
  }

  /** Does what the next call of a method ({@code *}: any) asks, but closes without an answer. */
  public void dropResponseNext(String method) {
    faults.add(method, new Fault.NoAnswer());
  }

  /** Forgets failures that were asked for and did not happen yet. */
  public void clearFaults() {
    faults.clear();
  }

  @Override
  public void close() {
    bot.close();
    server.close();
  }

  /**
   * How a Slack is set up.
   *
   * @param port to listen on, 0 for any
   * @param bindAddress to listen on; the loopback address unless containers must reach it
   * @param host what the bot calls this machine, in all URLs given to it
   * @param botUrl where the bot listens, or null until {@link #connectBot}
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
  public record Config(
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

    public Config {
      scopes = Set.copyOf(scopes);
      commands = Set.copyOf(commands);
      events = Set.copyOf(events);
      users = List.copyOf(users);
      userGroups = List.copyOf(userGroups);
      channels = List.copyOf(channels);
      retryDelays = List.copyOf(retryDelays);
      scopes = java.util.Collections.unmodifiableSet(new TreeSet<>(scopes));
    }

    /** See {@link LocalSlackBuilder} for what is preset. */
    public static LocalSlackBuilder builder() {
      return new LocalSlackBuilder();
    }
  }
}
