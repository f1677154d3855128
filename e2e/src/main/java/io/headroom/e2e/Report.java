package io.headroom.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The table at the end. */
final class Report {

  private Report() {}

  /**
   * How a scenario ended.
   *
   * @param failure why it failed; empty if it passed
   */
  record Result(String service, String shows, Duration took, Optional<String> failure) {}

  static String table(List<Result> results) {
    var text = new StringBuilder();
    for (Result result : results) {
      text.append(
          "%-6s  %2d:%02d  %-9s %s%n"
              .formatted(
                  result.failure().isEmpty() ? "passed" : "FAILED",
                  result.took().toMinutes(),
                  result.took().toSecondsPart(),
                  result.service(),
                  result.shows()));
      result.failure().ifPresent(why -> text.append("               %s%n".formatted(why)));
    }
    return text.toString();
  }

  static boolean passed(List<Result> results) {
    return results.stream().allMatch(result -> result.failure().isEmpty());
  }
}
