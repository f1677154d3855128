package io.headroom.bot;

import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.infra.slack.render.BlockList;
import io.headroom.infra.slack.render.ClickValue;
import io.headroom.infra.slack.render.Mrkdwn;
import io.headroom.infra.slack.render.RemedyWords;
import java.util.ArrayList;
import java.util.List;

/** The modal that confirms a remedy of the menu: what changes, and what to know before. */
final class ConfirmView {

  static final String CALLBACK = "headroom.confirm";

  /** "Title, submit, close: maximum length of 24 characters". */
  private static final int WORD = 24;

  private ConfirmView() {}

  /** Asks whether to run a plan. */
  static View of(ClickValue click, RemedyPlan plan) {
    String label = Mrkdwn.cut(RemedyWords.label(click.kind()), WORD);
    BlockList blocks =
        new BlockList()
            .section("*%s* — %s".formatted(label, RemedyWords.doing(plan)))
            .section(changes(plan))
            .section(warnings(plan))
            .context("Incident " + Mrkdwn.code(click.incident().value(), 310));
    return View.builder()
        .type("modal")
        .callbackId(CALLBACK)
        .privateMetadata(click.toString())
        .title(ViewTitle.builder().type("plain_text").text(label).build())
        .submit(ViewSubmit.builder().type("plain_text").text(label).build())
        .close(ViewClose.builder().type("plain_text").text("Cancel").build())
        .blocks(blocks.build())
        .build();
  }

  /** Says why it was not run. */
  static View refused(String why) {
    return View.builder()
        .type("modal")
        .callbackId(CALLBACK)
        .title(ViewTitle.builder().type("plain_text").text("Not done").build())
        .close(ViewClose.builder().type("plain_text").text("Close").build())
        .blocks(new BlockList().section(why).build())
        .build();
  }

  private static List<String> changes(RemedyPlan plan) {
    return plan.changes().stream()
        .map(change -> "• " + Mrkdwn.plain(change.toString(), 600))
        .toList();
  }

  private static List<String> warnings(RemedyPlan plan) {
    var lines = new ArrayList<String>();
    plan.warnings().forEach(warning -> lines.add("*Note:* " + Mrkdwn.plain(warning, 600)));
    return lines;
  }
}
