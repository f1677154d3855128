package io.headroom.core.detect;

import io.headroom.core.fleet.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is known of the checks of a scope.
 *
 * @param last the report of the last one that succeeded; empty before the first
 * @param failing empty while they succeed
 */
public record ScopeCheck(Scope scope, Optional<CheckReport> last, Optional<Failing> failing) {

  /** A check comes each minute; when three are missing, something is broken. */
  public static final Duration LATE = Duration.ofMinutes(3);

  /**
   * Checks that fail.
   *
   * @param since when the first of them began; none has succeeded since
   * @param latest the newest
   */
  public record Failing(Instant since, CheckFailure latest) {}

  /** Nothing is known: no check has come to an end yet. */
  public static ScopeCheck never(Scope scope) {
    return new ScopeCheck(scope, Optional.empty(), Optional.empty());
  }

  /** Whether the last report says nothing of now, or there is none. */
  public boolean overdue(Instant now) {
    return last.filter(report -> !report.at().plus(LATE).isBefore(now)).isEmpty();
  }
}
