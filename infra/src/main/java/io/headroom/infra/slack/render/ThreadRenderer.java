package io.headroom.infra.slack.render;

import com.slack.api.model.block.LayoutBlock;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.DataResumed;
import io.headroom.core.incident.IncidentEvent.DataStopped;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.FindingAdded;
import io.headroom.core.incident.IncidentEvent.FindingCleared;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyProgressed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.SeverityRaised;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.incident.IncidentEvent.VerdictReached;
import io.headroom.core.incident.IncidentEvent.VerificationProgressed;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.Recorded;
import io.headroom.core.incident.RemedyRun;
import io.headroom.core.runbook.Runbooks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Renders an incident as a thread: a pure function, so that telling it twice is harmless.
 *
 * <p>Keys of the messages, which never change for an event once it is written:
 *
 * <ul>
 *   <li>{@code parent}: the message in the channel;
 *   <li>{@code event:<number>}: a reply of its own for every event that people need to read;
 *   <li>{@code remedy:<id>}: one reply for a remedy's start, progress and success, edited in place;
 *   <li>{@code verification:<id>}: one reply for the progress of its verification, edited in place.
 * </ul>
 *
 * <p>{@code RemediesOffered} has no reply: the buttons of the parent show it; so does a verdict of
 * the same kind with newer numbers.
 */
public final class ThreadRenderer {

  private final Incident incident;
  private final RenderContext context;
  private final Replies replies;

  private ThreadRenderer(Incident incident, Runbooks runbooks, RenderContext context) {
    this.incident = incident;
    this.context = context;
    this.replies = new Replies(incident, runbooks);
  }

  /** How the incident's thread should look. */
  public static ThreadView render(Incident incident, Runbooks runbooks, RenderContext context) {
    Message parent = new ParentMessage(incident, runbooks, context).message();
    return new ThreadView(parent, new ThreadRenderer(incident, runbooks, context).replies());
  }

  private List<Message> replies() {
    var byKey = new LinkedHashMap<String, Message>();
    for (Recorded recorded : incident.events()) {
      reply(recorded).ifPresent(message -> byKey.putIfAbsent(message.key(), message));
    }
    return new ArrayList<>(byKey.values());
  }

  private Optional<Message> reply(Recorded recorded) {
    return switch (recorded.event()) {
      case Detected detected -> own(recorded, "What to look at", replies.detected(detected));
      case FindingAdded added -> own(recorded, "New finding", replies.findingAdded(added));
      case FindingCleared cleared ->
          own(recorded, "A finding cleared", replies.findingCleared(cleared));
      case VerdictReached reached -> verdict(recorded, reached.verdict());
      case RemediesOffered offered -> Optional.empty();
      case Acknowledged acknowledged ->
          own(
              recorded,
              acknowledged.by().name() + " looks after it",
              replies.acknowledged(acknowledged));
      case RemedyRequested requested ->
          own(
              recorded,
              RemedyWords.label(requested.plan().remedy().kind()) + " requested",
              replies.remedyRequested(requested));
      case EvidenceCaptured captured ->
          own(recorded, "Evidence kept", EvidenceReply.blocks(captured.evidence()));
      case RemedyStarted started -> progress(started.remedy());
      case RemedyProgressed progressed -> progress(progressed.remedy());
      case RemedySucceeded succeeded -> progress(succeeded.remedy());
      case RemedyFailed failed ->
          own(
              recorded,
              "The remedy failed: " + failed.reason().sentence(),
              replies.remedyFailed(failed));
      case VerificationProgressed watched -> verification(watched.remedy());
      case Verified verified -> own(recorded, "Verified", replies.verified(verified));
      case DidNotHold failed ->
          own(
              recorded,
              "Did not hold" + VerificationText.reason(failed.result().outcome()),
              replies.didNotHold(failed));
      case Escalated escalated ->
          own(recorded, "Escalated to " + escalated.who(), replies.escalated(escalated));
      case Paged paged -> own(recorded, PagedText.what(paged), replies.paged(paged));
      case OomKilled killed ->
          own(recorded, "Out of memory: " + killed.kill().container(), replies.oomKilled(killed));
      case SeverityRaised raised ->
          own(recorded, "Now " + raised.severity(), replies.severityRaised(raised));
      case DataStopped stopped -> own(recorded, "No data", replies.dataStopped(stopped));
      case DataResumed resumed -> own(recorded, "Data again", replies.dataResumed());
      case Resolved resolved ->
          own(recorded, "Resolved: " + Headline.why(resolved.why()), replies.resolved(resolved));
      case Unknown unknown ->
          own(recorded, "An event of a newer version: " + unknown.type(), replies.unknown(unknown));
    };
  }

  private Optional<Message> own(Recorded recorded, String what, List<LayoutBlock> blocks) {
    return Optional.of(message("event:" + recorded.number(), what, blocks));
  }

  /** A verdict of the same kind with newer numbers is shown by the parent alone. */
  private Optional<Message> verdict(Recorded recorded, Verdict verdict) {
    Verdict.Kind before =
        incident.events().stream()
            .limit(recorded.number() - 1L)
            .map(Recorded::event)
            .filter(VerdictReached.class::isInstance)
            .map(event -> ((VerdictReached) event).verdict().kind())
            .reduce((earlier, later) -> later)
            .orElse(Verdict.Kind.UNKNOWN);
    return verdict.kind() == before
        ? Optional.empty()
        : own(recorded, "Verdict: " + VerdictText.name(verdict.kind()), replies.verdict(verdict));
  }

  private Optional<Message> progress(String remedy) {
    return edited(remedy, "remedy:", "Progress", run -> Optional.of(replies.progress(run)));
  }

  private Optional<Message> verification(String remedy) {
    return edited(
        remedy,
        "verification:",
        "Verification",
        run -> run.verification().map(replies::verification));
  }

  /** Nothing for a remedy that the fold does not know: its request was not valid here. */
  private Optional<Message> edited(
      String remedy,
      String key,
      String what,
      Function<RemedyRun, Optional<List<LayoutBlock>>> blocks) {
    return incident
        .remedy(remedy)
        .flatMap(
            run ->
                blocks
                    .apply(run)
                    .map(list -> message(key + remedy, what + ": " + RunText.label(run), list)));
  }

  private Message message(String key, String what, List<LayoutBlock> blocks) {
    String text = context.name(incident.service()) + ": " + what;
    return new Message(key, Mrkdwn.plain(text, SlackLimits.FALLBACK), blocks);
  }
}
