package io.headroom.infra.cloudwatch;

import io.headroom.core.fleet.FleetException.Reason;
import io.headroom.core.port.Metrics.Problem;
import io.headroom.core.port.Metrics.Problem.Kind;
import io.headroom.infra.aws.AwsErrors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;

/** Collects what went wrong in one reading; not for several threads. */
final class Problems {

  private final List<Problem> found = new ArrayList<>();
  private int dropped;
  private String firstDropped = "";

  void add(Kind kind, String detail) {
    found.add(new Problem(kind, detail));
  }

  void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  /** A call that failed, with so many metrics in it. */
  void failed(SdkException exception, int queries) {
    add(
        kind(AwsErrors.reason(exception)),
        "GetMetricData for %d metrics failed: %s".formatted(queries, AwsErrors.words(exception)));
  }

  /** A value that is no amount of memory, or far more than the limit. */
  void dropped(Query query, Instant at, double value) {
    if (dropped == 0) {
      firstDropped = "%s was %s at %s".formatted(query.describe(), value, at);
    }
    dropped++;
  }

  /** All of them; values that were dropped count as one. */
  List<Problem> list() {
    var all = new ArrayList<>(found);
    if (dropped > 0) {
      all.add(
          new Problem(
              Kind.INVALID,
              "%d values dropped that are no amount of memory under its limit; the first: %s"
                  .formatted(dropped, firstDropped)));
    }
    return all;
  }

  private static Kind kind(Reason reason) {
    return switch (reason) {
      case THROTTLED -> Kind.THROTTLED;
      case ACCESS_DENIED -> Kind.ACCESS_DENIED;
      case TIMED_OUT, UNAVAILABLE -> Kind.UNAVAILABLE;
      case NOT_FOUND, INVALID, OUT_OF_SCOPE -> Kind.INVALID;
    };
  }
}
