package io.headroom.bot;

import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.view.View;
import io.headroom.core.app.DecideClick;
import io.headroom.core.app.DecideClick.Decision;
import io.headroom.core.incident.Actor;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.log.Mask;
import io.headroom.infra.slack.SlackApi;
import io.headroom.infra.slack.render.ClickValue;
import io.headroom.infra.slack.render.Mrkdwn;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Remedies: a button is confirmed by Slack's own dialog before it comes here; an entry of the menu
 * is confirmed in a modal that shows the plan. What is accepted shows in the thread, through the
 * store; what is refused is said to the person alone.
 */
final class RemedyButtons {

  private final DecideClick decideClick;
  private final InstantSource clock;
  private final SlackApi slack;
  private final Whisper whisper;
  private final DecisionLog log;

  /**
   * @param clock of the incidents
   */
  RemedyButtons(
      DecideClick decideClick,
      InstantSource clock,
      SlackApi slack,
      Whisper whisper,
      DecisionLog log) {
    this.decideClick = decideClick;
    this.clock = clock;
    this.slack = slack;
    this.whisper = whisper;
    this.log = log;
  }

  /** A button, confirmed. */
  Response pressed(BlockActionRequest request, ActionContext context) {
    ClickValue click = Click.remedy(request.getPayload());
    Decision decision = decide(click, Click.by(request.getPayload()));
    if (decision instanceof Decision.Refused refused) {
      whisper.say(context, Answers.refused(refused));
    }
    return context.ack();
  }

  /** An entry of the menu, to be confirmed. */
  Response chosen(BlockActionRequest request, ActionContext context)
      throws IOException, SlackApiException {
    ClickValue click = Click.remedy(request.getPayload());
    Actor by = Click.by(request.getPayload());
    switch (decideClick.preview(click.incident(), click.offer(), click.kind(), by, now())) {
      case Decision.Refused refused -> {
        log.write(decided(click, by, refused));
        whisper.say(context, Answers.refused(refused));
      }
      case Decision.Accepted accepted ->
          open(context, click, by, ConfirmView.of(click, accepted.plan()));
    }
    return context.ack();
  }

  /** The modal, confirmed. */
  Response confirmed(ViewSubmissionRequest request, ViewSubmissionContext context) {
    ClickValue click = Click.remedy(request.getPayload());
    return switch (decide(click, Click.by(request.getPayload()))) {
      case Decision.Accepted accepted -> context.ack();
      case Decision.Refused refused ->
          context.ackWithUpdate(ConfirmView.refused(Answers.refused(refused)));
    };
  }

  private Decision decide(ClickValue click, Actor by) {
    Decision decision =
        decideClick.decide(click.incident(), click.offer(), click.kind(), by, now());
    log.write(decided(click, by, decision));
    return decision;
  }

  private static LogLine decided(ClickValue click, Actor by, Decision decision) {
    LogLine line =
        switch (decision) {
          case Decision.Accepted accepted ->
              line(click, by, "ACCEPTED").with("remedy", accepted.remedy());
          case Decision.Refused refused ->
              line(click, by, refused.why().name()).with("detail", refused.detail());
        };
    return line.with("service", decision.service())
        .count("Clicks", 1)
        .count("Refused", decision instanceof Decision.Refused ? 1 : 0);
  }

  private void open(ActionContext context, ClickValue click, Actor by, View view)
      throws IOException, SlackApiException {
    ViewsOpenResponse opened =
        slack.call(
            methods ->
                methods.viewsOpen(request -> request.triggerId(context.getTriggerId()).view(view)));
    if (opened.isOk()) {
      log.write(line(click, by, "ASKED_TO_CONFIRM"));
      return;
    }
    log.write(line(click, by, "NOT_OPENED").with("error", String.valueOf(opened.getError())));
    whisper.say(
        context,
        "Slack did not open the confirmation (%s). Nothing was done; press again."
            .formatted(Mrkdwn.plain(Mask.of(String.valueOf(opened.getError())), 100)));
  }

  private Instant now() {
    return clock.instant();
  }

  private static LogLine line(ClickValue click, Actor by, String outcome) {
    return LogLine.of("bot", outcome)
        .with("incident", click.incident())
        .with("offer", click.offer())
        .with("kind", click.kind().word())
        .with("user", by.id());
  }
}
