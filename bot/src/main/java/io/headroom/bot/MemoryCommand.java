package io.headroom.bot;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.bolt.context.builtin.SlashCommandContext;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.WatchStore;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.render.BlockList;
import io.headroom.infra.slack.render.Mrkdwn;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * {@code /memory}: answered to the one person who typed it, in the answer to the request itself.
 */
final class MemoryCommand {

  /** Typed words are repeated so far in an answer and in the log. */
  private static final int ECHO = 60;

  private final Scopes scopes;
  private final CheckLog checkLog;
  private final WatchStore watch;
  private final IncidentStore store;
  private final ThreadBook threads;
  private final boolean threadLinks;
  private final InstantSource clock;
  private final DecisionLog log;

  /**
   * @param scopes what is watched
   * @param threadLinks whether threads are linked to on slack.com; not where Slack is another one
   * @param clock of the incidents
   */
  MemoryCommand(
      Scopes scopes,
      CheckLog checkLog,
      WatchStore watch,
      IncidentStore store,
      ThreadBook threads,
      boolean threadLinks,
      InstantSource clock,
      DecisionLog log) {
    this.scopes = scopes;
    this.checkLog = checkLog;
    this.watch = watch;
    this.store = store;
    this.threads = threads;
    this.threadLinks = threadLinks;
    this.clock = clock;
    this.log = log;
  }

  Response typed(SlashCommandRequest request, SlashCommandContext context) {
    SlashCommandPayload payload = request.getPayload();
    String text = payload.getText() == null ? "" : payload.getText().strip();
    String[] words = text.split("\\s+", 2);
    Optional<Subcommand> subcommand =
        text.isEmpty() ? Optional.of(Subcommand.HELP) : Subcommand.of(words[0]);
    boolean withArguments = words.length > 1;
    String outcome =
        subcommand.map(Enum::name).orElse("UNKNOWN_SUBCOMMAND")
            + (subcommand.isPresent() && withArguments ? "_WITH_ARGUMENTS" : "");
    log.write(
        LogLine.of("bot", outcome)
            .with("user", payload.getUserId())
            .with("service", subcommand.flatMap(asked -> service(asked, words))));
    String command = payload.getCommand();
    if (subcommand.isEmpty()) {
      return say(context, unknown(command, words[0]));
    }
    if (withArguments && subcommand.get() != Subcommand.SERVICE) {
      return say(context, tooMuch(command, subcommand.get(), words[1]));
    }
    return switch (subcommand.get()) {
      case STATUS -> answer(context, "Status of Headroom", status(payload));
      case SERVICE -> service(context, command, withArguments ? words[1].strip() : "");
      case HELP -> answer(context, "Help for Headroom", HelpMessage.blocks(command));
    };
  }

  /** The service that was asked for, as far as it was typed. */
  private static Optional<String> service(Subcommand subcommand, String[] words) {
    return subcommand == Subcommand.SERVICE && words.length > 1
        ? Optional.of(words[1].strip())
            .map(name -> name.substring(0, Math.min(name.length(), ECHO)))
        : Optional.empty();
  }

  private Response service(SlashCommandContext context, String command, String name) {
    if (name.isEmpty()) {
      return say(
          context,
          "Which service? Usage: `%s %s`, such as `%s service cart` or `%s service shop/cart`"
              .formatted(command, Subcommand.SERVICE.usage(), command, command));
    }
    return answer(
        context,
        "How " + Mrkdwn.plain(name, ECHO) + " is watched",
        new ServiceMessage(name, watch.notes(name), scopes.several()).blocks());
  }

  private List<LayoutBlock> status(SlashCommandPayload payload) {
    var links =
        new ThreadLinks(
            threads, threadLinks ? Optional.ofNullable(payload.getTeamDomain()) : Optional.empty());
    return new StatusMessage(checkLog.last(scopes), store.open(), links, clock.instant()).blocks();
  }

  private static String unknown(String command, String word) {
    String nearest =
        Subcommand.nearest(word)
            .map(near -> " Did you mean `%s %s`?".formatted(command, near.usage()))
            .orElse("");
    return "There is no %s.%s\nUsage: %s"
        .formatted(Mrkdwn.code(command + " " + word, ECHO), nearest, usages(command));
  }

  private static String tooMuch(String command, Subcommand subcommand, String rest) {
    return "`%s %s` takes nothing more; it does not know %s.\nUsage: `%s %s`"
        .formatted(
            command, subcommand.word(), Mrkdwn.code(rest, ECHO), command, subcommand.usage());
  }

  private static String usages(String command) {
    return String.join(
        ", ",
        Arrays.stream(Subcommand.values())
            .map(each -> "`%s %s`".formatted(command, each.usage()))
            .toList());
  }

  private static Response say(SlashCommandContext context, String text) {
    return answer(context, text, new BlockList().section(text).build());
  }

  private static Response answer(
      SlashCommandContext context, String text, List<LayoutBlock> blocks) {
    return context.ack(
        SlashCommandResponse.builder().responseType("ephemeral").text(text).blocks(blocks).build());
  }
}
