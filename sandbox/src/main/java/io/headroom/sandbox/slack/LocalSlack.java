package io.headroom.sandbox.slack;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
  private final Events events;
  private final ChannelViews channelViews;

  private LocalSlack(LocalSlackConfig config, HttpServer http) {
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
    this.channelViews = new ChannelViews(workspace);
    this.payloads = new Payloads(workspace, config.retryInteractions());
    this.messageActions =
        new MessageActions(workspace, triggers, responseUrls, json, payloads, baseUrl);
    this.modals = new Modals(workspace, triggers, views, json, payloads, bot);
    this.commands = new Commands(config, workspace, triggers, responseUrls, payloads, bot, baseUrl);
    this.events = new Events(config, workspace, payloads, bot);
  }

  /**
   * Starts a Slack.
   *
   * @throws UncheckedIOException when the port is taken
   */
  public static LocalSlack start(LocalSlackConfig config) {
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
    return events.say(userId, channel, threadTs, text);
  }

  /** A person opens the app's Home tab. Nothing when the app is not subscribed to it. */
  public Optional<Delivery> openHome(String userId) {
    return events.openHome(userId);
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
    return workspace.locked(() -> workspace.nameOf(id));
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

  /** What the next calls of the Web API meet with. */
  public Faults faults() {
    return faults;
  }

  @Override
  public void close() {
    bot.close();
    server.close();
  }
}
