package io.headroom.sandbox.replay;

import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Condition;
import io.headroom.core.backtest.Outlook;
import io.headroom.core.backtest.RecentMemory;
import io.headroom.core.backtest.RuleReplay;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import io.headroom.sandbox.replay.Sighting.Scale;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One series from its first sample to its last: at each moment only what was known then. */
final class SeriesReplay {

  private static final long MINUTE = 60_000;

  /** Stands for a limit where none is known and no rule that runs asks for it: 64 TiB. */
  private static final Bytes NO_LIMIT = Bytes.mib(1L << 26);

  /** Samples beside which a lower limit stands before it counts. */
  private static final int LIMIT_STANDS = 10;

  /** Stands for the limit where the values are shares of one that is not known. */
  private static final Bytes WHOLE = Bytes.mib(1024);

  private final ExportedSeries series;
  private final Optional<Bytes> given;
  private final boolean ratios;
  private final RecentMemory recent;
  private final RuleReplay rules;
  private final List<Sighting> found = new ArrayList<>();
  private final Deque<Bytes> told = new ArrayDeque<>();
  private Bytes limit;
  private boolean limited;

  private SeriesReplay(
      ExportedSeries series, Optional<Bytes> given, boolean ratios, List<Condition> conditions) {
    this.series = series;
    this.given = given;
    this.limit = given.orElse(ratios ? WHOLE : NO_LIMIT);
    this.limited = given.isPresent();
    this.ratios = ratios;
    this.recent = new RecentMemory(Subject.SERVICE, RuleReplay.lookback(conditions));
    this.rules = new RuleReplay(conditions);
  }

  /**
   * What the conditions say of a series.
   *
   * @param limit of the series; the one beside a sample, where there is one, goes before it
   * @param ratios whether its values are shares of the limit
   */
  static List<Sighting> of(
      ExportedSeries series, Optional<Bytes> limit, boolean ratios, List<Condition> conditions) {
    var replay = new SeriesReplay(series, limit, ratios, conditions);
    replay.play();
    return replay.found;
  }

  private void play() {
    int i = 0;
    long before = 0;
    double valueBefore = 0;
    while (i < series.size()) {
      int first = i;
      long minute = Math.floorDiv(series.time(i), MINUTE);
      double most = 0;
      long at = series.time(i);
      while (i < series.size() && Math.floorDiv(series.time(i), MINUTE) == minute) {
        limitIs(series.limit(i));
        most = Math.max(most, ratios ? series.value(i) * limit.value() : series.value(i));
        at = series.time(i);
        i++;
      }
      if (first > 0 && minute > before + 1 && Sampling.joins(series, first)) {
        for (long between = before + 1; between < minute; between++) {
          double share = (double) (between - before) / (minute - before);
          add(between, valueBefore + share * (most - valueBefore));
        }
      }
      add(minute, most);
      evaluate(at);
      before = minute;
      valueBefore = most;
    }
  }

  /** A limit that rises counts at once, one that falls when it has stood: less may be a slip. */
  private void limitIs(double beside) {
    if (Double.isNaN(beside) && told.isEmpty()) {
      return;
    }
    told.addLast(Double.isNaN(beside) ? given.orElse(limit) : Bytes.of(beside));
    if (told.size() > LIMIT_STANDS) {
      told.removeFirst();
    }
    limit = Collections.max(told);
    limited = true;
  }

  private void add(long minute, double bytes) {
    recent.add(Instant.ofEpochMilli(minute * MINUTE), bytes, limit);
  }

  private void evaluate(long at) {
    Instant now = Instant.ofEpochMilli(at);
    MemorySeries minutes = recent.series(limit);
    ServiceMemory memory =
        new ServiceMemory(List.of(minutes))
            .with(Map.of(Subject.SERVICE, recent.history()), Map.of());
    for (Change change : rules.at(now, memory, TaskEvents.NONE)) {
      Outlook outlook =
          Outlook.of(
              minutes,
              recent.history(),
              List.of(),
              rules.standingLeak(Subject.SERVICE),
              List.of(),
              List.of(),
              now);
      found.add(new Sighting(at, series.name(), change, scale(), limit, outlook));
    }
  }

  private Scale scale() {
    if (limited) {
      return Scale.BYTES_OF_LIMIT;
    }
    return ratios ? Scale.SHARE_OF_LIMIT : Scale.BYTES;
  }
}
