package io.headroom.sandbox.scenarios;

import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import io.headroom.sandbox.scenarios.Scenario.Expected;
import io.headroom.sandbox.scenarios.Scenario.Moment;
import io.headroom.sandbox.scenarios.Scenario.Run;
import io.headroom.sandbox.scenarios.Scenario.Story;
import io.headroom.sandbox.scenarios.Situation.Rollout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** Reads scenario files; {@code scenarios/README.md} says what stands in them. */
final class ScenarioReader {

  /** One percent of it are 10 MiB, so that growth can be read off a series. */
  static final Bytes LIMIT = Bytes.mib(1000);

  private static final List<String> KEYS =
      List.of(
          "service",
          "rule",
          "fired",
          "limit",
          "every",
          "late",
          "jitter",
          "series",
          "task",
          "container",
          "heap",
          "swap",
          "gc",
          "deployed",
          "scaled-in",
          "started",
          "kills",
          "restarts",
          "expect",
          "states",
          "says");

  private final String file;

  ScenarioReader(String file) {
    this.file = file;
  }

  /**
   * Reads all blocks of a file.
   *
   * @throws IllegalArgumentException at the first mistake, with file and line
   */
  List<Scenario> read(String text) {
    List<Scenario> scenarios = new ArrayList<>();
    List<String> block = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i <= lines.size(); i++) {
      if (i < lines.size() && !lines.get(i).isBlank()) {
        block.add(lines.get(i).strip());
      } else if (!block.isEmpty()) {
        scenarios.add(scenario(block, i - block.size() + 1));
        block.clear();
      }
    }
    return scenarios;
  }

  private Scenario scenario(List<String> block, int firstLine) {
    var sentence = new ArrayList<String>();
    var fields = new LinkedHashMap<String, List<String>>();
    for (int i = 0; i < block.size(); i++) {
      String line = block.get(i);
      if (line.startsWith("#")) {
        sentence.add(line.substring(1).strip());
      } else {
        int number = firstLine + i;
        at(number, () -> field(line, fields));
      }
    }
    String place = file + ":" + firstLine;
    return at(firstLine, () -> scenario(place, String.join(" ", sentence), fields));
  }

  private static boolean field(String line, Map<String, List<String>> fields) {
    int colon = line.indexOf(':');
    String key = colon < 0 ? line : line.substring(0, colon).strip();
    String word = key.split(" ", -1)[0];
    if (colon < 0 || !KEYS.contains(word)) {
      throw new IllegalArgumentException(
          "\"%s\" is none of %s, nor a sentence that begins with #".formatted(key, KEYS));
    }
    List<String> values = fields.computeIfAbsent(key, one -> new ArrayList<>());
    if (!values.isEmpty() && !word.equals("says")) {
      throw new IllegalArgumentException("\"" + key + "\" stands twice in its block");
    }
    return values.add(line.substring(colon + 1).strip());
  }

  private static Scenario scenario(
      String place, String sentence, Map<String, List<String>> fields) {
    if (sentence.isEmpty()) {
      throw new IllegalArgumentException("the block has no sentence: # what it shows");
    }
    Optional<String> rule = one(fields, "rule");
    return new Scenario(
        place,
        sentence,
        situation(fields),
        rule.map(RuleWords::rule),
        rule.isPresent() && fields.containsKey("expect") ? moment(fields) : story(fields));
  }

  private static Expected moment(Map<String, List<String>> fields) {
    return new Moment(
        Words.yes(required(fields, "fired")), Words.reason(required(fields, "expect")));
  }

  private static Expected story(Map<String, List<String>> fields) {
    var states = new LinkedHashMap<String, List<Run>>();
    fields.forEach(
        (key, values) -> {
          if (key.split(" ", -1)[0].equals("states")) {
            states.put(name(key), Words.runs(values.getFirst()));
          }
        });
    Optional<List<String>> says = Optional.ofNullable(fields.get("says"));
    if (states.isEmpty() && says.isEmpty()) {
      throw new IllegalArgumentException(
          "the block expects nothing: write \"expect:\" with a rule of its own, else \"states"
              + " RUNBOOK/RULE:\" or \"says:\"");
    }
    return new Story(
        states, says.map(lines -> lines.equals(List.of("nothing")) ? List.of() : lines));
  }

  private static Situation situation(Map<String, List<String>> fields) {
    Duration every = Words.duration(one(fields, "every").orElse("1m"));
    Duration late = Words.duration(one(fields, "late").orElse("1m"));
    Instant end = Situation.NEWEST.plus(late);
    String[] service = one(fields, "service").orElse("cart").split(" with ", 2);
    double jitter = one(fields, "jitter").map(Words::percent).orElse(0.0);
    var memory = series(fields, "series", every, jitter);
    memory.putAll(series(fields, "task", every, jitter));
    memory.putAll(series(fields, "container", every, jitter));
    return new Situation(
        service[0].strip(),
        service.length == 1 ? Optional.empty() : Optional.of(service[1].strip()),
        one(fields, "limit").map(Bytes::parse).orElse(LIMIT),
        containerLimits(fields),
        every,
        late,
        memory,
        series(fields, "heap", every, jitter),
        series(fields, "swap", every, jitter),
        series(fields, "gc", every, 0),
        rollouts(one(fields, "deployed").orElse(""), end),
        before(end, one(fields, "scaled-in").orElse("")),
        starts(fields, end),
        before(end, one(fields, "kills").orElse("")),
        before(end, one(fields, "restarts").orElse("")));
  }

  /** {@code proxy of 256MiB}: by the container's name what its percents are of. */
  private static Map<String, Bytes> containerLimits(Map<String, List<String>> fields) {
    var limits = new LinkedHashMap<String, Bytes>();
    for (String key : fields.keySet()) {
      if (key.split(" ", -1)[0].equals("container")) {
        String[] words = name(key).split(" of ", 2);
        if (words.length < 2) {
          throw new IllegalArgumentException(
              "\"%s\" lacks the container's limit: container proxy of 256MiB".formatted(key));
        }
        limits.put(words[0], Bytes.parse(words[1]));
      }
    }
    return limits;
  }

  private static Subject subject(String word, String name) {
    if (name.isEmpty()) {
      return Subject.SERVICE;
    }
    return word.equals("container")
        ? Subject.container(name.split(" of ", 2)[0])
        : Subject.task(name);
  }

  /** Of the service without a name, else of the task or the container of that name. */
  private static Map<Subject, NavigableMap<Instant, Double>> series(
      Map<String, List<String>> fields, String word, Duration every, double jitter) {
    var found = new LinkedHashMap<Subject, NavigableMap<Instant, Double>>();
    fields.forEach(
        (key, values) -> {
          if (key.split(" ", -1)[0].equals(word)) {
            found.put(
                subject(word, name(key)),
                SeriesWords.read(values.getFirst(), every, jitter, Situation.NEWEST));
          }
        });
    return found;
  }

  private static List<Instant> before(Instant end, String times) {
    return Words.durations(times).stream().map(end::minus).toList();
  }

  /** {@code 90m..80m 10m..}: from when to when, or under way. */
  private static List<Rollout> rollouts(String text, Instant end) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" +", -1)).map(times -> rollout(times, end)).toList();
  }

  private static Rollout rollout(String times, Instant end) {
    String[] parts = times.split("\\.\\.", -1);
    Instant from = end.minus(Words.duration(parts[0]));
    if (parts.length == 1) {
      return new Rollout(from, Optional.of(from));
    }
    return new Rollout(
        from,
        parts[1].isEmpty() ? Optional.empty() : Optional.of(end.minus(Words.duration(parts[1]))));
  }

  private static Map<String, Instant> starts(Map<String, List<String>> fields, Instant end) {
    var starts = new LinkedHashMap<String, Instant>();
    fields.forEach(
        (key, values) -> {
          if (key.split(" ", -1)[0].equals("started")) {
            starts.put(name(key), end.minus(Words.duration(values.getFirst())));
          }
        });
    return starts;
  }

  /** What follows the first word of a key; empty if nothing does. */
  private static String name(String key) {
    int space = key.indexOf(' ');
    return space < 0 ? "" : key.substring(space).strip();
  }

  private static Optional<String> one(Map<String, List<String>> fields, String key) {
    return Optional.ofNullable(fields.get(key)).map(List::getFirst);
  }

  private static String required(Map<String, List<String>> fields, String key) {
    return one(fields, key)
        .orElseThrow(() -> new IllegalArgumentException("the block has no \"" + key + ":\""));
  }

  private interface Reads<T> {
    T read();
  }

  private <T> T at(int line, Reads<T> reads) {
    try {
      return reads.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("%s:%d: %s".formatted(file, line, e.getMessage()), e);
    }
  }
}
