package io.headroom.sandbox.scenarios;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.sandbox.scenarios.Situation.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Reads what a scenario says of its service. */
final class SituationReader {

  /** One percent of it are 10 MiB, so that growth can be read off a series. */
  private static final Bytes LIMIT = Bytes.mib(1000);

  private final Block block;
  private final Duration every;
  private final Duration late;
  private final double jitter;
  private final Instant end;

  SituationReader(Block block) {
    this.block = block;
    this.every = Words.duration(block.one("every").orElse("1m"));
    this.late = Words.duration(block.one("late").orElse("1m"));
    this.jitter = block.one("jitter").map(Words::percent).orElse(0.0);
    this.end = Situation.NEWEST.plus(late);
  }

  Situation read() {
    String[] service = block.one("service").orElse("cart").split(" with ", 2);
    var memory = series("series", jitter);
    memory.putAll(series("task", jitter));
    memory.putAll(series("container", jitter));
    return new Situation(
        service[0].strip(),
        service.length == 1 ? Optional.empty() : Optional.of(service[1].strip()),
        block.one("limit").map(Bytes::parse).orElse(LIMIT),
        containerLimits(),
        every,
        late,
        memory,
        series("heap", jitter),
        series("swap", jitter),
        series("gc", 0),
        rollouts(block.one("deployed").orElse("")),
        before("scaled-in"),
        starts(),
        before("kills"),
        before("restarts"));
  }

  /** {@code container proxy of 256MiB}: by the container's name what its percents are of. */
  private Map<String, Bytes> containerLimits() {
    var limits = new LinkedHashMap<String, Bytes>();
    for (String name : block.named("container").keySet()) {
      String[] words = name.split(" of ", 2);
      if (words.length < 2) {
        throw new IllegalArgumentException(
            "\"container %s\" lacks the container's limit: container proxy of 256MiB"
                .formatted(name));
      }
      limits.put(words[0], Bytes.parse(words[1]));
    }
    return limits;
  }

  /** Of the service without a name, else of the task or the container of that name. */
  private Map<Subject, NavigableMap<Instant, Double>> series(String word, double noise) {
    var found = new LinkedHashMap<Subject, NavigableMap<Instant, Double>>();
    block
        .named(word)
        .forEach(
            (name, values) ->
                found.put(
                    subject(word, name), SeriesWords.read(values, every, noise, Situation.NEWEST)));
    return found;
  }

  private static Subject subject(String word, String name) {
    if (name.isEmpty()) {
      return Subject.SERVICE;
    }
    return word.equals("container")
        ? Subject.container(name.split(" of ", 2)[0])
        : Subject.task(name);
  }

  private List<Instant> before(String word) {
    return Words.durations(block.one(word).orElse("")).stream().map(end::minus).toList();
  }

  /** {@code 90m..80m 10m..}: from when to when, or under way. */
  private List<Rollout> rollouts(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" +", -1)).map(this::rollout).toList();
  }

  private Rollout rollout(String times) {
    String[] parts = times.split("\\.\\.", -1);
    Instant from = end.minus(Words.duration(parts[0]));
    if (parts.length == 1) {
      return new Rollout(from, Optional.of(from));
    }
    return new Rollout(
        from,
        parts[1].isEmpty() ? Optional.empty() : Optional.of(end.minus(Words.duration(parts[1]))));
  }

  private Map<String, Instant> starts() {
    var starts = new LinkedHashMap<String, Instant>();
    block
        .named("started")
        .forEach((name, before) -> starts.put(name, end.minus(Words.duration(before))));
    return starts;
  }
}
