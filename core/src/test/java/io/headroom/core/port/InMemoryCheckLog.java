package io.headroom.core.port;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.detect.ScopeCheck.Failing;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@link CheckLog} in memory, with hooks that may throw where a crash is to be tried. */
public final class InMemoryCheckLog implements CheckLog {

  private final Map<Scope, ScopeCheck> known = new HashMap<>();

  /** Runs before each write: what throws here keeps it from being written. */
  public Runnable beforeWrite = () -> {};

  /** Runs after each write: what throws here loses the answer, not the report. */
  public Runnable afterWrite = () -> {};

  @Override
  public synchronized void save(Scope scope, CheckReport report) {
    write(scope, report.at(), new ScopeCheck(scope, Optional.of(report), Optional.empty()));
  }

  @Override
  public synchronized void failed(Scope scope, CheckFailure failure) {
    ScopeCheck before = last(scope);
    Instant since = before.failing().map(Failing::since).orElse(failure.at());
    write(
        scope,
        failure.at(),
        new ScopeCheck(scope, before.last(), Optional.of(new Failing(since, failure))));
  }

  @Override
  public synchronized List<ScopeCheck> last(Scopes scopes) {
    return scopes.all().stream().map(this::last).toList();
  }

  /** The report of a check of {@link SampleServices#SCOPE}. */
  public void save(CheckReport report) {
    save(SampleServices.SCOPE, report);
  }

  /** The last report of {@link SampleServices#SCOPE}. */
  public synchronized Optional<CheckReport> last() {
    return last(SampleServices.SCOPE).last();
  }

  private ScopeCheck last(Scope scope) {
    return known.getOrDefault(scope, ScopeCheck.never(scope));
  }

  private void write(Scope scope, Instant at, ScopeCheck check) {
    beforeWrite.run();
    ScopeCheck before = last(scope);
    boolean newer =
        before.last().filter(report -> report.at().isAfter(at)).isEmpty()
            && before.failing().filter(failing -> failing.latest().at().isAfter(at)).isEmpty();
    if (newer) {
      known.put(scope, check);
    }
    afterWrite.run();
  }
}
