package io.headroom.core.backtest;

import io.headroom.core.backtest.Change.Event;
import io.headroom.core.backtest.KnownPast.Killed;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.series.MemoryHistory;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Plays the past of one service, minute by minute, with the rules as they are and with other
 * thresholds. At each moment only what was known then counts. Not for several threads.
 */
public final class ServiceReplay {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** A task whose first value comes so long after the beginning started then. */
  private static final Duration SEEN_FROM_BEGINNING = Duration.ofMinutes(10);

  /** An alert that ended this shortly before a kill still warned of it. */
  private static final Duration GRACE = Duration.ofMinutes(10);

  private final KnownPast known;
  private final List<Track> tracks;
  private final RuleReplay rules;
  private final Map<Variant, RuleReplay> trials = new LinkedHashMap<>();
  private final Duration lookback;
  private final Instant from;
  private final Instant to;
  private final Map<Finding.Key, Alert> open = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Map<Variant, Integer> tried = new HashMap<>();

  private ServiceReplay(KnownPast known, List<Condition> conditions, Instant from, Instant to) {
    this.known = known;
    this.tracks = known.memory().stream().filter(one -> one.size() > 0).map(Track::new).toList();
    this.rules = new RuleReplay(conditions);
    for (Variant variant : Variant.each(conditions)) {
      var tried = new Condition(variant.of().runbook(), variant.tried());
      trials.put(variant, new RuleReplay(List.of(tried)));
    }
    this.lookback = RuleReplay.lookback(conditions);
    this.from = from;
    this.to = to;
  }

  /**
   * What would have been told.
   *
   * @param conditions the rules that are in force for the service
   */
  public static ServicePast of(
      KnownPast known, List<Condition> conditions, Instant from, Instant to) {
    var replay = new ServiceReplay(known, conditions, from, to);
    replay.play();
    return replay.past();
  }

  private void play() {
    for (Instant now = from; now.isBefore(to); now = now.plus(MINUTE)) {
      boolean came = false;
      for (Track track : tracks) {
        came |= track.advance(now);
      }
      if (came || killed(now)) {
        evaluate(now);
      }
    }
  }

  private boolean killed(Instant now) {
    return known.kills().stream()
        .map(one -> one.kill().at())
        .anyMatch(at -> !at.isAfter(now) && at.isAfter(now.minus(MINUTE)));
  }

  private void evaluate(Instant now) {
    var series = new ArrayList<MemorySeries>();
    var histories = new HashMap<Subject, MemoryHistory>();
    var starts = new HashMap<Subject, List<Instant>>();
    var begun = new HashMap<String, Instant>();
    for (Track track : tracks) {
      if (track.present(now)) {
        Subject subject = track.subject();
        series.add(track.last(lookback, now));
        if (subject.ofContainer()) {
          continue;
        }
        histories.put(subject, track.history());
        if (subject.task().isPresent() && track.first().isAfter(from.plus(SEEN_FROM_BEGINNING))) {
          starts.put(subject, List.of(track.first()));
          begun.put(subject.task().get(), track.first());
        }
      }
    }
    starts.put(
        Subject.SERVICE, known.deployments(now).stream().map(Revision::at).sorted().toList());
    if (histories.size() > 1) {
      // The hottest of each minute is now one task, now another: where tasks are seen, they count.
      histories.remove(Subject.SERVICE);
    }
    var memory =
        new ServiceMemory(
            series,
            last(known.heap(), now),
            last(known.swap(), now),
            known.gc().stream().map(one -> one.last(lookback, now)).toList(),
            histories,
            starts);
    TaskEvents events = known.events(begun, now);
    for (Change change : rules.at(now, memory, events)) {
      take(change, memory, events.kills());
    }
    trials.forEach(
        (variant, trial) ->
            trial.at(now, memory, events).stream()
                .filter(change -> change.event() == Event.ALERT)
                .forEach(_ -> tried.merge(variant, 1, Integer::sum)));
  }

  private List<MemorySeries> last(List<MemorySeries> all, Instant now) {
    return all.stream().map(one -> one.last(lookback, now)).toList();
  }

  private void take(Change change, ServiceMemory memory, List<OomKill> before) {
    Finding.Key key = change.condition().key();
    if (change.event() == Event.ALERT) {
      open.put(key, alert(change, memory, before));
      return;
    }
    Alert began = open.remove(key);
    if (began != null) {
      alerts.add(ended(began, Optional.of(change.at())));
    }
  }

  private Alert alert(Change change, ServiceMemory memory, List<OomKill> before) {
    Subject subject = change.evaluation().subject();
    Optional<MemorySeries> series =
        memory.series().stream().filter(one -> one.subject().equals(subject)).findFirst();
    Outlook outlook =
        series
            .or(memory::hottest)
            .map(
                one ->
                    Outlook.of(
                        one,
                        memory.histories().getOrDefault(one.subject(), new MemoryHistory()),
                        memory.starts().getOrDefault(one.subject(), List.of()),
                        rules.standingLeak(one.subject()),
                        known.deployments(change.at()),
                        before,
                        change.at()))
            .orElse(Outlook.UNKNOWN);
    return new Alert(
        change.condition(), subject, change.at(), Optional.empty(), change.evaluation(), outlook);
  }

  private static Alert ended(Alert alert, Optional<Instant> to) {
    return new Alert(
        alert.condition(), alert.subject(), alert.from(), to, alert.evaluation(), alert.outlook());
  }

  private ServicePast past() {
    alerts.addAll(open.values());
    alerts.sort(Comparator.comparing(Alert::from));
    return new ServicePast(
        known.service().id(),
        known.service().limit(),
        Track.peaks(
            tracks.stream().filter(track -> !track.subject().ofContainer()).toList(), from, to),
        tracks.stream().anyMatch(track -> track.subject().task().isPresent()),
        alerts,
        known.kills().stream().map(this::kill).toList(),
        trials.keySet().stream()
            .map(variant -> new Trial(variant, tried.getOrDefault(variant, 0)))
            .toList(),
        known.deployments(to));
  }

  /** Only what is said of memory before the kill is a warning; that it was killed is none. */
  private Kill kill(Killed killed) {
    Optional<Alert> warning =
        alerts.stream()
            .filter(alert -> alert.condition().kind() != Condition.Kind.OOM_KILLED)
            .filter(alert -> alert.condition().kind() != Condition.Kind.RESTARTS)
            .filter(alert -> alert.covers(killed.kill().at(), GRACE))
            .min(Comparator.comparing(Alert::from));
    return new Kill(killed.kill(), killed.source(), warning);
  }
}
