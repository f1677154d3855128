package io.headroom.core.backtest;

import io.headroom.core.backtest.Change.Event;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.ServiceMemory;
import io.headroom.core.detect.TaskEvents;
import io.headroom.core.detect.verdict.Revision;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Bytes;
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

  private final List<Track> tracks;
  private final List<Known> kills;
  private final List<Revision> deployments;
  private final List<Variant> variants;
  private final RuleReplay rules;
  private final Duration lookback;
  private final Instant from;
  private final Instant to;
  private final Map<Finding.Key, Alert> open = new LinkedHashMap<>();
  private final List<Alert> alerts = new ArrayList<>();
  private final Map<Finding.Key, Integer> tried = new HashMap<>();
  private final Map<Finding.Key, Variant> variantOf = new HashMap<>();

  /** A kill, and how it is known. */
  public record Known(OomKill kill, Kill.Source source) {}

  private ServiceReplay(
      List<MemorySeries> series,
      List<Known> kills,
      List<Revision> deployments,
      List<Condition> conditions,
      Instant from,
      Instant to) {
    this.tracks = series.stream().filter(one -> one.size() > 0).map(Track::new).toList();
    this.kills = kills.stream().sorted(Comparator.comparing(one -> one.kill().at())).toList();
    this.deployments = deployments;
    this.variants = Variant.each(conditions);
    var all = new ArrayList<>(conditions);
    for (Variant variant : variants) {
      all.add(variant.tried());
      variantOf.put(variant.tried().key(), variant);
    }
    this.rules = new RuleReplay(all);
    this.lookback = RuleReplay.lookback(all);
    this.from = from;
    this.to = to;
  }

  /**
   * What would have been told.
   *
   * @param series the service's own and those of its tasks, with the limits of today
   * @param kills that are known
   * @param deployments that are known
   * @param conditions the rules that apply to it
   */
  public static ServicePast of(
      ServiceId service,
      Bytes limit,
      List<MemorySeries> series,
      List<Known> kills,
      List<Revision> deployments,
      List<Condition> conditions,
      Instant from,
      Instant to) {
    var replay = new ServiceReplay(series, kills, deployments, conditions, from, to);
    replay.play();
    return replay.past(service, limit);
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
    return kills.stream()
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
        histories.put(subject, track.history());
        if (subject.task().isPresent() && track.first().isAfter(from.plus(SEEN_FROM_BEGINNING))) {
          starts.put(subject, List.of(track.first()));
          begun.put(subject.task().get(), track.first());
        }
      }
    }
    if (histories.size() > 1) {
      // The hottest of each minute is now one task, now another: where tasks are seen, they count.
      histories.remove(Subject.SERVICE);
    }
    List<OomKill> before =
        kills.stream().map(Known::kill).filter(kill -> !kill.at().isAfter(now)).toList();
    ServiceMemory memory = new ServiceMemory(series).with(histories, starts);
    var events = new TaskEvents(before, Optional.empty(), begun, List.of(), Optional.empty());
    for (Change change : rules.at(now, memory, events)) {
      take(change, memory, before);
    }
  }

  private void take(Change change, ServiceMemory memory, List<OomKill> before) {
    Finding.Key key = change.condition().key();
    if (variantOf.containsKey(key)) {
      if (change.event() == Event.ALERT) {
        tried.merge(key, 1, Integer::sum);
      }
      return;
    }
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
    Optional<MemorySeries> known = series.or(memory::hottest);
    Outlook outlook =
        known
            .map(
                one ->
                    Outlook.of(
                        one,
                        memory.histories().getOrDefault(one.subject(), new MemoryHistory()),
                        memory.starts().getOrDefault(one.subject(), List.of()),
                        rules.standingLeak(one.subject()),
                        deployments.stream().filter(d -> d.at().isBefore(change.at())).toList(),
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

  private ServicePast past(ServiceId service, Bytes limit) {
    alerts.addAll(open.values());
    alerts.sort(Comparator.comparing(Alert::from));
    var counts = new LinkedHashMap<Variant, Integer>();
    variants.forEach(variant -> counts.put(variant, tried.getOrDefault(variant.tried().key(), 0)));
    return new ServicePast(
        service,
        limit,
        Track.peaks(tracks, from, to),
        tracks.stream().anyMatch(track -> track.subject().task().isPresent()),
        alerts,
        kills.stream().map(this::kill).toList(),
        counts,
        deployments);
  }

  /** Only what is said of memory before the kill is a warning; that it was killed is none. */
  private Kill kill(Known known) {
    Optional<Alert> warning =
        alerts.stream()
            .filter(alert -> alert.condition().kind() != Condition.Kind.OOM_KILLED)
            .filter(alert -> alert.condition().kind() != Condition.Kind.RESTARTS)
            .filter(alert -> alert.covers(known.kill().at(), GRACE))
            .min(Comparator.comparing(Alert::from));
    return new Kill(known.kill(), known.source(), warning);
  }
}
