package io.headroom.bot;

import com.slack.api.app_backend.interactive_components.response.ActionResponse;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.webhook.WebhookResponse;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import io.headroom.infra.slack.render.Mrkdwn;
import java.io.IOException;
import java.util.List;

/**
 * Says something to the one person who pressed a button, where the button is. Slack hands a URL for
 * it to every interaction, so that this works without being a member of the channel.
 */
final class Whisper {

  /** "Text for a section: maximum length is 3000 characters". */
  private static final int MOST = 3_000;

  private final DecisionLog log;

  Whisper(DecisionLog log) {
    this.log = log;
  }

  /**
   * Says it; that it could not be said is logged and nothing more, since the click is decided.
   *
   * @param text in Slack's markup, escaped
   */
  void say(ActionContext click, String text) {
    String cut = Mrkdwn.cut(text, MOST);
    var section =
        SectionBlock.builder()
            .text(MarkdownTextObject.builder().text(cut).verbatim(true).build())
            .build();
    var message =
        ActionResponse.builder()
            .responseType("ephemeral")
            .replaceOriginal(false)
            .text(cut)
            .blocks(List.of(section))
            .build();
    try {
      WebhookResponse answer = click.respond(message);
      if (answer.getCode() != 200) {
        log.write(
            LogLine.of("bot", "NOT_SAID")
                .with("status", answer.getCode())
                .with("body", String.valueOf(answer.getBody())));
      }
    } catch (IOException | RuntimeException e) {
      log.write(LogLine.of("bot", "NOT_SAID").failure(e));
    }
  }
}
