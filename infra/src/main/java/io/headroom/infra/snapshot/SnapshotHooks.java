package io.headroom.infra.snapshot;

import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.log.LogLine;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * The hooks around a snapshot. Before it the function rehearses, so that classes are loaded and the
 * code is compiled, and then forgets what must not be kept; after it, in each copy, it forgets once
 * more. A rehearsal that fails costs time at the first request and nothing else, so it is logged
 * and no more.
 *
 * <p>Random numbers that have to differ from copy to copy are {@code SecureRandom}'s. Its default
 * on Linux, {@code NativePRNG}, has no seed to be kept: it reads the operating system's. After a
 * restore the log names what the default is, so that another one would be seen.
 */
public final class SnapshotHooks implements Resource {

  /** Lambda keeps its hooks by weak references. */
  private static final List<SnapshotHooks> REGISTERED = new ArrayList<>();

  private final Runnable rehearsal;
  private final Runnable forget;
  private final DecisionLog log;

  /**
   * @param rehearsal runs the function against nothing but this process
   * @param forget drops secrets and credentials, if there are any
   */
  public SnapshotHooks(Runnable rehearsal, Runnable forget, DecisionLog log) {
    this.rehearsal = rehearsal;
    this.forget = forget;
    this.log = log;
  }

  /** Whether Lambda is going to take a snapshot of this function. */
  public static boolean wanted(Map<String, String> environment) {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }

  /** Has Lambda call these hooks. */
  public void register() {
    synchronized (REGISTERED) {
      REGISTERED.add(this);
    }
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    try {
      rehearsal.run();
      log.write(LogLine.of("snapshot", "REHEARSED"));
    } catch (RuntimeException | LinkageError e) {
      log.write(LogLine.of("snapshot", "NOT_REHEARSED").failure(e));
    }
    forget.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    forget.run();
    log.write(LogLine.of("snapshot", "RESTORED").with("random", new SecureRandom().getAlgorithm()));
  }
}
