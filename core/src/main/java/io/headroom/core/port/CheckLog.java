package io.headroom.core.port;

import io.headroom.core.detect.CheckReport;
import java.util.Optional;

/** Where the outcome of the last check is kept, for {@code /memory status}. */
public interface CheckLog {

  /** Replaces the last report by a newer one; an older one is dropped. */
  void save(CheckReport report);

  /** The last report; empty before the first check. */
  Optional<CheckReport> last();
}
