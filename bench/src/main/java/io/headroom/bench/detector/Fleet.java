package io.headroom.bench.detector;

import io.headroom.core.detect.Finding;
import io.headroom.core.detect.RuleEvaluator;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.runbook.Rule;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Sample;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Services as the check holds them, made of drawn series: two hours of minutes, days of history.
 */
final class Fleet {

  /** A minute that ends five, so that a rule of any kind looks at what is new. */
  static final Instant NOW = Instant.parse("2026-03-12T12:00:00Z");

  private static final long SEED = 20_261;
  private static final int MINUTES = 120;
  private static final int DAY = 24 * 60;

  /** One rule of one of the bundled runbooks. */
  record Chosen(Runbook runbook, Rule rule) {}

  private Fleet() {}

  /** Rules of the bundled runbooks, as {@code container-limit/memory-high}. */
  static List<Chosen> rules(String... keys) {
    return Arrays.stream(keys).map(Fleet::rule).toList();
  }

  private static Chosen rule(String key) {
    String[] parts = key.split("/", 2);
    Runbook runbook = Runbooks.bundled().get(parts[0]).orElseThrow();
    Rule found =
        runbook.rules().stream()
            .filter(rule -> rule.id().equals(parts[1]))
            .findFirst()
            .orElseThrow();
    return new Chosen(runbook, found);
  }

  /** The last two hours of so many series, of all classes by turns. */
  static List<MemorySeries> lastTwoHours(int services) {
    List<Series> drawn = drawn(MINUTES / (double) DAY);
    var all = new ArrayList<MemorySeries>();
    for (int i = 0; i < services; i++) {
      all.add(lastTwoHours(drawn.get(i % drawn.size())));
    }
    return all;
  }

  /** So many services with the last {@code days} days of each, none of it shared. */
  static List<RuleEvaluator> evaluators(int services, int days) {
    List<Series> drawn = drawn(days);
    var all = new ArrayList<RuleEvaluator>();
    for (int i = 0; i < services; i++) {
      Series series = drawn.get(i % drawn.size());
      var memory =
          new ServiceMemory(List.of(lastTwoHours(series)))
              .with(Map.of(Subject.SERVICE, history(series, days)), Map.of());
      all.add(new RuleEvaluator(memory, TaskEvents.NONE, Set.<Finding.Key>of()));
    }
    return all;
  }

  /** The last {@code days} days of a series up to now; what is missing before it stays away. */
  static MemoryHistory history(Series series, int days) {
    var history = new MemoryHistory();
    for (int back = Math.min(series.minutes(), days * DAY); back > 0; back--) {
      double bytes = series.at(series.minutes() - back);
      if (!Double.isNaN(bytes)) {
        history.add(NOW.minusSeconds(60L * back), bytes);
      }
    }
    return history;
  }

  /** A series of each class, as far as they are long enough. */
  static List<Series> drawn(double days) {
    var generator = new Generator(SEED);
    var all = new ArrayList<Series>();
    for (SeriesClass kind : SeriesClass.values()) {
      generator.draw(kind, 12).stream()
          .filter(series -> series.minutes() >= days * DAY)
          .limit(2)
          .forEach(all::add);
    }
    return all;
  }

  private static MemorySeries lastTwoHours(Series series) {
    var samples = new ArrayList<Sample>();
    for (int back = MINUTES; back > 0; back--) {
      double bytes = series.at(series.minutes() - back);
      if (!Double.isNaN(bytes)) {
        samples.add(new Sample(NOW.minusSeconds(60L * back), bytes));
      }
    }
    return new MemorySeries(Subject.SERVICE, Bytes.of(series.limit()), samples);
  }
}
