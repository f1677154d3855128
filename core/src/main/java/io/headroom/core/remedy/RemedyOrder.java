package io.headroom.core.remedy;

import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.runbook.RemedyKind;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The order in which remedies are shown: what helps against the cause first. Without a verdict the
 * least intrusive comes first.
 */
public final class RemedyOrder {

  private static final List<RemedyKind> GENTLEST =
      List.of(
          RemedyKind.STOP_HOTTEST_TASK,
          RemedyKind.RESTART,
          RemedyKind.RAISE_LIMIT,
          RemedyKind.SCALE_OUT);

  private RemedyOrder() {}

  /** For a verdict of this kind. */
  public static Comparator<RemedyKind> of(Verdict.Kind verdict) {
    List<RemedyKind> first = first(verdict);
    List<RemedyKind> all = Stream.concat(first.stream(), GENTLEST.stream()).distinct().toList();
    return Comparator.<RemedyKind>comparingInt(
            kind -> all.contains(kind) ? all.indexOf(kind) : all.size())
        .thenComparing(Comparator.naturalOrder());
  }

  private static List<RemedyKind> first(Verdict.Kind verdict) {
    return switch (verdict) {
      // A restart frees what leaked; of the task that leaked most, where it is one.
      case LEAK, UNKNOWN -> GENTLEST;
      // More tasks share the load; a restart only comes back to where it was.
      case LOAD, SPIKE -> List.of(RemedyKind.SCALE_OUT, RemedyKind.RAISE_LIMIT);
      // The new revision needs more, or is wrong; restarting it changes nothing.
      case STEP_AFTER_DEPLOYMENT -> List.of(RemedyKind.ROLL_BACK, RemedyKind.RAISE_LIMIT);
      // It is as large as it gets: the limit is too tight.
      case PLATEAU -> List.of(RemedyKind.RAISE_LIMIT, RemedyKind.SCALE_OUT);
      // It restarts by itself already.
      case OOM_LOOP -> List.of(RemedyKind.RAISE_LIMIT, RemedyKind.SCALE_OUT);
    };
  }
}
