package io.headroom.core.incident;

import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.VerificationResult;
import java.time.Instant;
import java.util.Optional;

/**
 * One remedy of an incident, from the click to its end.
 *
 * @param id unique within the incident
 * @param startedAt just before ECS was asked
 * @param succeededAt when ECS had done it: its verification counts from here
 * @param done tasks that are as planned, of {@code of}
 * @param verification how the verification stands
 * @param failure why it did not come about
 * @param settledAt when it was verified, did not hold, or failed
 */
public record RemedyRun(
    String id,
    RemedyPlan plan,
    Actor by,
    Instant requestedAt,
    Optional<Instant> startedAt,
    Optional<Instant> succeededAt,
    int done,
    int of,
    Optional<VerificationResult> verification,
    Optional<FailureReason> failure,
    Optional<Instant> settledAt) {

  static RemedyRun requested(String id, RemedyPlan plan, Actor by, Instant at) {
    return new RemedyRun(
        id,
        plan,
        by,
        at,
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  RemedyRun started(Instant at) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        Optional.of(at),
        succeededAt,
        done,
        of,
        verification,
        failure,
        settledAt);
  }

  RemedyRun progressed(int nowDone, int nowOf) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        startedAt,
        succeededAt,
        nowDone,
        nowOf,
        verification,
        failure,
        settledAt);
  }

  RemedyRun succeeded(Instant at, int tasks) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        startedAt,
        Optional.of(at),
        tasks,
        tasks,
        verification,
        failure,
        settledAt);
  }

  RemedyRun watched(VerificationResult result) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        startedAt,
        succeededAt,
        done,
        of,
        Optional.of(result),
        failure,
        settledAt);
  }

  RemedyRun failed(FailureReason reason, Instant at) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        startedAt,
        succeededAt,
        done,
        of,
        verification,
        Optional.of(reason),
        Optional.of(at));
  }

  RemedyRun settled(Instant at) {
    return new RemedyRun(
        id,
        plan,
        by,
        requestedAt,
        startedAt,
        succeededAt,
        done,
        of,
        verification,
        failure,
        Optional.of(at));
  }

  /** Whether ECS has shown an effect of it. */
  public boolean seen() {
    return of > 0;
  }

  /** Whether it is over, well or not. */
  public boolean settled() {
    return settledAt.isPresent();
  }
}
