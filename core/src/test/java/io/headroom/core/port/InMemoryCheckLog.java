package io.headroom.core.port;

import io.headroom.core.detect.CheckReport;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link CheckLog} in memory, with hooks that may throw where a crash is to be tried. */
public final class InMemoryCheckLog implements CheckLog {

  private @Nullable CheckReport last;

  /** Runs before each write: what throws here keeps it from being written. */
  public Runnable beforeWrite = () -> {};

  /** Runs after each write: what throws here loses the answer, not the report. */
  public Runnable afterWrite = () -> {};

  @Override
  public synchronized void save(CheckReport report) {
    beforeWrite.run();
    if (last == null || !report.at().isBefore(last.at())) {
      last = report;
    }
    afterWrite.run();
  }

  @Override
  public synchronized Optional<CheckReport> last() {
    return Optional.ofNullable(last);
  }
}
