package io.headroom.core.port;

import io.headroom.core.detect.CheckFailure;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.detect.ScopeCheck;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import java.util.List;

/**
 * Where the outcome of each scope's last check is kept, for {@code /memory status}. Of two outcomes
 * the later check's stays, in whatever order they are written.
 */
public interface CheckLog {

  /** A check came to its end: its report replaces the last, and the scope fails no more. */
  void save(Scope scope, CheckReport report);

  /**
   * A check came to nothing: the last report stays, and the scope fails from the first of these.
   */
  void failed(Scope scope, CheckFailure failure);

  /** What is known of each scope, in their order. */
  List<ScopeCheck> last(Scopes scopes);
}
