package io.headroom.core.incident;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Situation;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.fleet.LimitKind;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.VerificationResult;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that happened in an incident. The list of them is the audit trail, the thread and the
 * post-incident review; the {@linkplain Transitions table} says which may follow which.
 */
public sealed interface IncidentEvent {

  /**
   * It began: always the first event.
   *
   * @param channel what the service's tag {@code headroom:channel} said then, whether it is one or
   *     not
   * @param owner what its tag {@code headroom:owner} said
   */
  record Detected(
      ServiceId service,
      List<Finding> findings,
      Situation situation,
      Optional<String> channel,
      Optional<String> owner)
      implements IncidentEvent {
    public Detected {
      findings = List.copyOf(findings);
    }
  }

  /** A further rule fires, or one fires anew. */
  record FindingAdded(Finding finding) implements IncidentEvent {}

  /** A rule has cleared. */
  record FindingCleared(Finding.Key finding) implements IncidentEvent {}

  /** What is behind it, as far as that can be told; replaces the verdict before. */
  record VerdictReached(Verdict verdict) implements IncidentEvent {}

  /** The remedies that a person may choose from now on, replacing those before. */
  record RemediesOffered(List<Offer> offers) implements IncidentEvent {
    public RemediesOffered {
      offers = List.copyOf(offers);
    }
  }

  /** A person looks after it; the ladder stops climbing by time. */
  record Acknowledged(Actor by) implements IncidentEvent {}

  /** A person clicked. */
  record RemedyRequested(String remedy, RemedyPlan plan, Actor by) implements IncidentEvent {}

  /** What a remedy would destroy has been kept. */
  record EvidenceCaptured(String remedy, Evidence evidence) implements IncidentEvent {}

  /**
   * ECS is about to be asked: written before the call, so that a crash on either side of the call
   * is settled by looking at ECS instead of by asking twice.
   */
  record RemedyStarted(String remedy) implements IncidentEvent {}

  /** ECS has come further with it. */
  record RemedyProgressed(String remedy, int done, int of) implements IncidentEvent {}

  /** ECS has done it; whether it helped is now watched. */
  record RemedySucceeded(String remedy, int tasks) implements IncidentEvent {}

  /** It did not come about. */
  record RemedyFailed(String remedy, FailureReason reason, String detail)
      implements IncidentEvent {}

  /** The verification has come further. */
  record VerificationProgressed(String remedy, VerificationResult result)
      implements IncidentEvent {}

  /** The runbook's verification held. */
  record Verified(String remedy, VerificationResult result) implements IncidentEvent {}

  /** The runbook's verification did not hold; the ladder climbs. */
  record DidNotHold(String remedy, VerificationResult result) implements IncidentEvent {}

  /**
   * A step of the ladder was reached.
   *
   * @param step its place on the ladder, from 0
   */
  record Escalated(int step, String who, String contact, Cause cause) implements IncidentEvent {

    private static final Pattern PAGER =
        Pattern.compile("\\bPagerDuty\\b", Pattern.CASE_INSENSITIVE);

    /** Why it climbed. */
    public enum Cause {
      /** The step's time was reached and nobody had acknowledged. */
      TIME,
      /** A remedy did not hold, or failed. */
      DID_NOT_HOLD
    }

    /** Whether people are called by the pager: the contact names PagerDuty. */
    public boolean byPager() {
      return PAGER.matcher(contact).find();
    }
  }

  /**
   * The pager was told something about a step of the ladder, or could not be told.
   *
   * @param step its place on the ladder, from 0
   * @param detail why not, in a sentence; empty where there is nothing to say
   */
  record Paged(int step, Action action, Outcome outcome, String detail) implements IncidentEvent {

    /** What it was told, in the words of PagerDuty's Events API v2. */
    public enum Action {
      /** People are to be called. */
      TRIGGER,
      /** Somebody looks after it. */
      ACKNOWLEDGE,
      /** It is over. */
      RESOLVE
    }

    /** What became of that. */
    public enum Outcome {
      /** The pager has taken it. */
      SENT,
      /** This installation has no pager: nobody was called. */
      NOT_SET_UP,
      /** The pager does not take it; it is not tried again. */
      REFUSED,
      /** It did not come through; each check tries again for a while. */
      FAILED,
      /** It did not come through for so long that it is not tried any more. */
      GIVEN_UP
    }
  }

  /**
   * A container was killed for its memory while the incident was open.
   *
   * @param limit what it is measured by
   * @param limitKind whether the kernel keeps it to that; empty where it was not said, before it
   *     was
   */
  record OomKilled(OomKill kill, Bytes limit, Optional<LimitKind> limitKind)
      implements IncidentEvent {}

  /**
   * It is worse than its rules say: users are hit.
   *
   * @param task whose end or health says so
   * @param detail ECS's words; may be empty
   */
  record SeverityRaised(Severity severity, Sign sign, String task, String detail)
      implements IncidentEvent {

    /** What shows that it is worse. */
    public enum Sign {
      /** A task ended with an error, or was killed. */
      TASK_CRASHED,
      /** A task does not answer its health check, or was stopped for that. */
      HEALTH_CHECK_FAILED
    }
  }

  /**
   * A rule that fires can no longer see what it looks at: it neither clears nor is it known to go
   * on.
   *
   * @param since the end of the last minute that was seen
   */
  record DataStopped(Instant since) implements IncidentEvent {}

  /** Everything that fires can be seen again. */
  record DataResumed() implements IncidentEvent {}

  /** It is over: always the last event. */
  record Resolved(Why why, Optional<Actor> by) implements IncidentEvent {

    /** Why it is over. */
    public enum Why {
      /** A remedy held. */
      VERIFIED,
      /** Every rule cleared by itself. */
      CLEARED,
      /** The service was deleted. */
      SERVICE_GONE,
      /** Its tag {@code headroom:ignore} was set: it is not watched any more. */
      IGNORED,
      /** Its cluster was taken out of the scopes: nobody looks at it any more. */
      OUT_OF_SCOPE
    }
  }

  /**
   * An event of a newer version: kept as it is, shown by its name, without effect on the fold.
   *
   * @param obscures whether it is of a kind that this version knows, with something in it that it
   *     does not: then it may have changed what this version believes of the incident
   */
  record Unknown(String type, String body, boolean obscures) implements IncidentEvent {

    /** One of a kind that this version does not know, and so never waits for. */
    public Unknown(String type, String body) {
      this(type, body, false);
    }
  }
}
