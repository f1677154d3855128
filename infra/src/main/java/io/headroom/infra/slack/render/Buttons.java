package io.headroom.infra.slack.render;

import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.block.element.OverflowMenuElement;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.Phase;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.RemedyOrder;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.runbook.RemedyKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * The buttons of an incident: at most three remedies with a confirmation each, the others in a
 * menu, and one to acknowledge while nobody has. Remedies can be chosen only while nothing is being
 * done.
 */
final class Buttons {

  private static final int PRIMARY = 3;
  private static final String DANGER = "danger";

  private final Incident incident;
  private final RenderContext context;
  private final List<Offer> offers;

  Buttons(Incident incident, RenderContext context) {
    this.incident = incident;
    this.context = context;
    this.offers = incident.phase() == Phase.OPEN ? inOrder(incident) : List.of();
  }

  /** What can be pressed. */
  List<BlockElement> elements() {
    var elements = new ArrayList<BlockElement>();
    List<RemedyPlan> plans = plans();
    List<RemedyPlan> more = inMenu(plans);
    plans.stream().filter(plan -> !more.contains(plan)).map(this::button).forEach(elements::add);
    if (!more.isEmpty()) {
      elements.add(menu(more));
    }
    if (acknowledgeable()) {
      elements.add(
          ButtonElement.builder()
              .actionId(Actions.ACKNOWLEDGE)
              .text(BlockList.plain("Acknowledge"))
              .value(new AcknowledgeValue(incident.id()).toString())
              .build());
    }
    return elements;
  }

  /** What each click does: {@code *Restart* — 4 tasks, rolling}. */
  List<String> explanations() {
    return plans().stream()
        .map(plan -> "*%s* — %s".formatted(label(plan), RemedyWords.doing(plan)))
        .toList();
  }

  /** The remedies that cannot be chosen now, each with its reason; a shared one is said once. */
  List<String> refusals() {
    var labels = new LinkedHashMap<String, List<String>>();
    for (Offer offer : offers) {
      if (offer instanceof Offer.Off off) {
        String label = "*" + RemedyWords.label(off.kind()) + "*";
        labels.computeIfAbsent(reason(off), reason -> new ArrayList<>()).add(label);
      }
    }
    var lines = new ArrayList<String>();
    labels.forEach((reason, off) -> lines.add("Off: " + String.join(", ", off) + " — " + reason));
    return lines;
  }

  private static String reason(Offer.Off off) {
    String sentence = Mrkdwn.escape(off.why().sentence());
    return off.detail().isBlank() ? sentence : sentence + " " + Mrkdwn.plain(off.detail(), 300);
  }

  private List<RemedyPlan> plans() {
    return offers.stream()
        .flatMap(
            offer ->
                offer instanceof Offer.Available available
                    ? Stream.of(available.plan())
                    : Stream.of())
        .toList();
  }

  /** A value that is too long for a menu gets a button: those carry more. */
  private List<RemedyPlan> inMenu(List<RemedyPlan> plans) {
    return plans.stream()
        .skip(PRIMARY)
        .filter(plan -> value(plan).length() <= SlackLimits.OPTION_VALUE)
        .limit(SlackLimits.OVERFLOW_OPTIONS)
        .toList();
  }

  private ButtonElement button(RemedyPlan plan) {
    RemedyKind kind = plan.remedy().kind();
    return ButtonElement.builder()
        .actionId(Actions.remedy(kind))
        .text(BlockList.plain(Mrkdwn.cut(label(plan), SlackLimits.BUTTON)))
        .value(value(plan))
        .style(kind == RemedyKind.STOP_HOTTEST_TASK ? DANGER : null)
        .confirm(confirm(plan))
        .build();
  }

  /**
   * Its entries are confirmed in a modal that the bot opens: a dialog of Slack's is the same for
   * all of them.
   */
  private OverflowMenuElement menu(List<RemedyPlan> plans) {
    return OverflowMenuElement.builder()
        .actionId(Actions.MORE)
        .options(
            plans.stream()
                .map(
                    plan ->
                        OptionObject.builder()
                            .text(BlockList.plain(Mrkdwn.cut(label(plan), SlackLimits.OPTION)))
                            .value(value(plan))
                            .build())
                .toList())
        .build();
  }

  private ConfirmationDialogObject confirm(RemedyPlan plan) {
    String label = label(plan);
    return ConfirmationDialogObject.builder()
        .title(
            BlockList.plain(
                Mrkdwn.cut(
                    label + ": " + context.name(incident.service()) + "?",
                    SlackLimits.CONFIRM_TITLE)))
        .text(BlockList.plain(Mrkdwn.cut(preview(plan), SlackLimits.CONFIRM_TEXT)))
        .confirm(BlockList.plain(Mrkdwn.cut(label, SlackLimits.CONFIRM_BUTTON)))
        .deny(BlockList.plain("Cancel"))
        .style(RemedyWords.stopsTasks(plan.remedy().kind()) ? DANGER : null)
        .build();
  }

  private String preview(RemedyPlan plan) {
    var lines = new ArrayList<String>();
    plan.changes().forEach(change -> lines.add(change.toString()));
    plan.warnings().forEach(warning -> lines.add("Note: " + warning));
    if (lines.isEmpty()) {
      lines.add("Nothing else changes.");
    }
    context.place(incident.service()).ifPresent(place -> lines.addFirst("In " + place + ":"));
    return String.join("\n", lines);
  }

  private String value(RemedyPlan plan) {
    return new ClickValue(incident.id(), incident.offer(), plan.remedy().kind()).toString();
  }

  private static String label(RemedyPlan plan) {
    return RemedyWords.label(plan.remedy().kind());
  }

  private boolean acknowledgeable() {
    return switch (incident.phase()) {
      case OPEN, REQUESTED, REMEDYING, VERIFYING -> incident.acknowledged().isEmpty();
      case VERIFIED, RESOLVED -> false;
    };
  }

  /** One of each kind, for a click names its kind; what helps against the cause first. */
  private static List<Offer> inOrder(Incident incident) {
    var byKind = new LinkedHashMap<RemedyKind, Offer>();
    incident.offers().forEach(offer -> byKind.putIfAbsent(offer.kind(), offer));
    return byKind.values().stream()
        .sorted(Comparator.comparing(Offer::kind, RemedyOrder.of(incident.verdictKind())))
        .toList();
  }
}
