package io.headroom.bot;

import com.slack.api.Slack;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.handler.builtin.BlockActionHandler;
import com.slack.api.bolt.handler.builtin.SlashCommandHandler;
import com.slack.api.bolt.handler.builtin.ViewSubmissionHandler;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.SlackApiException;
import io.headroom.core.app.AcknowledgeIncident;
import io.headroom.core.app.DecideClick;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.port.CheckLog;
import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.WatchStore;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.ThreadBook;
import io.headroom.infra.slack.render.Actions;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Builds the Bolt app: which listener gets what. It has no middleware: {@link SignatureCheck}
 * stands before it, and Bolt's own authorization would call {@code auth.test} at start and again,
 * within Slack's three seconds, to learn what an app of one workspace does not need.
 *
 * @param slack asked for when a click needs it, and not before
 * @param clock of the incidents
 * @param threadLinks whether threads are linked to on slack.com; not where Slack is another one
 */
public record SlackApp(
    Supplier<Slack> slack,
    SlackApi slackApi,
    DecideClick decideClick,
    AcknowledgeIncident acknowledgeIncident,
    IncidentStore store,
    Scopes scopes,
    CheckLog checkLog,
    WatchStore watch,
    ThreadBook threads,
    boolean threadLinks,
    InstantSource clock,
    DecisionLog log) {

  private static final Pattern REMEDY =
      Pattern.compile(Pattern.quote(Actions.REMEDY_PREFIX) + ".*");
  private static final Pattern MORE = Pattern.compile(Pattern.quote(Actions.MORE));
  private static final Pattern ACKNOWLEDGE = Pattern.compile(Pattern.quote(Actions.ACKNOWLEDGE));

  /** Bolt tries its patterns in no certain order: each id has to match exactly one. */
  private static final Pattern ANYTHING_ELSE =
      Pattern.compile("(?!(%s|%s|%s)$).*".formatted(REMEDY, MORE, ACKNOWLEDGE), Pattern.DOTALL);

  /** Whatever the command is called in the workspace. */
  private static final Pattern COMMAND = Pattern.compile("/.+");

  /** The app, ready to run requests. */
  public App build() {
    var whisper = new Whisper(log);
    var remedies = new RemedyButtons(decideClick, clock, slackApi, whisper, log);
    var acknowledge = new AcknowledgeButton(acknowledgeIncident, clock, whisper, log);
    var command =
        new MemoryCommand(scopes, checkLog, watch, store, threads, threadLinks, clock, log);
    return bolt()
        .blockAction(REMEDY, button(remedies::pressed, whisper))
        .blockAction(MORE, button(remedies::chosen, whisper))
        .blockAction(ACKNOWLEDGE, button(acknowledge::pressed, whisper))
        .blockAction(ANYTHING_ELSE, (request, context) -> unknown(request, context, whisper))
        .viewSubmission(ConfirmView.CALLBACK, modal(remedies::confirmed))
        .command(COMMAND, command(command::typed));
  }

  /**
   * Bolt by its longest constructor: the others make Slack's client at once, and what installs an
   * app into further workspaces. Here a click brings the client with it, and one workspace is
   * enough. The default time for the rotation of tokens would make the client too.
   */
  private static App bolt() {
    return new App(
        AppConfig.builder().slack(null).tokenRotationExpirationMillis(0).build(),
        new ForkJoinPool(1),
        List.of(),
        App.Status.Stopped,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  private Response unknown(BlockActionRequest request, ActionContext context, Whisper whisper) {
    log.write(
        LogLine.of("bot", "UNKNOWN_BUTTON")
            .with("action", request.getPayload().getActions().getFirst().getActionId())
            .with("user", request.getPayload().getUser().getId()));
    context.setSlack(slack.get());
    whisper.say(context, Answers.OTHER_VERSION);
    return context.ack();
  }

  /** What goes wrong is told to the person, not to Slack, which would only say "failed". */
  private BlockActionHandler button(BlockActionHandler listener, Whisper whisper) {
    return (request, context) -> {
      context.setSlack(slack.get());
      try {
        return listener.apply(request, context);
      } catch (IOException | SlackApiException | RuntimeException e) {
        log(e, request.getPayload().getUser().getId());
        whisper.say(context, Answers.failed(e));
        return context.ack();
      }
    };
  }

  private ViewSubmissionHandler modal(ViewSubmissionHandler listener) {
    return (request, context) -> {
      try {
        return listener.apply(request, context);
      } catch (IOException | SlackApiException | RuntimeException e) {
        log(e, request.getPayload().getUser().getId());
        return context.ackWithUpdate(ConfirmView.refused(Answers.failed(e)));
      }
    };
  }

  private SlashCommandHandler command(SlashCommandHandler listener) {
    return (request, context) -> {
      try {
        return listener.apply(request, context);
      } catch (IOException | SlackApiException | RuntimeException e) {
        log(e, request.getPayload().getUserId());
        return context.ack(answer -> answer.responseType("ephemeral").text(Answers.failed(e)));
      }
    };
  }

  private void log(Exception e, String user) {
    log.write(
        LogLine.of("bot", Answers.outcome(e)).with("user", user).failure(e).count("Failures", 1));
  }
}
