package io.headroom.core.detect;

import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.MemorySeries;
import io.headroom.core.series.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads scenario files; {@code src/test/resources/scenarios/README.md} says what stands in them.
 */
final class ScenarioReader {

  /** One percent of it are 10 MiB, so that growth can be read off a series. */
  static final Bytes LIMIT = Bytes.mib(1000);

  /** The minute of the newest sample. */
  private static final Instant NEWEST = Instant.parse("2026-11-21T12:00:00Z");

  private static final List<String> KEYS =
      List.of("rule", "fired", "series", "task", "kills", "late", "expect");

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
    var fields = new LinkedHashMap<String, String>();
    for (int i = 0; i < block.size(); i++) {
      String line = block.get(i);
      if (line.startsWith("#")) {
        sentence.add(line.substring(1).strip());
      } else {
        int number = firstLine + i;
        at(number, () -> field(line, fields));
      }
    }
    at(firstLine, () -> check(sentence, fields));
    String place = file + ":" + firstLine;
    return at(firstLine, () -> scenario(place, String.join(" ", sentence), fields));
  }

  private static Boolean field(String line, Map<String, String> fields) {
    int colon = line.indexOf(':');
    String key = colon < 0 ? line : line.substring(0, colon).strip();
    if (colon < 0 || !KEYS.contains(key.split(" ", -1)[0])) {
      throw new IllegalArgumentException(
          "\"%s\" is none of %s, nor a sentence that begins with #".formatted(key, KEYS));
    }
    if (fields.put(key, line.substring(colon + 1).strip()) != null) {
      throw new IllegalArgumentException("\"" + key + "\" stands twice in its block");
    }
    return true;
  }

  private static Boolean check(List<String> sentence, Map<String, String> fields) {
    if (sentence.isEmpty()) {
      throw new IllegalArgumentException("the block has no sentence: # what it shows");
    }
    for (String key : List.of("rule", "fired", "expect")) {
      if (!fields.containsKey(key)) {
        throw new IllegalArgumentException("the block has no \"" + key + ":\"");
      }
    }
    return true;
  }

  private static Scenario scenario(String place, String sentence, Map<String, String> fields) {
    Duration late = ScenarioWords.duration(fields.getOrDefault("late", "1m"));
    Instant now = NEWEST.plus(late);
    List<MemorySeries> memory = new ArrayList<>();
    fields.forEach(
        (key, value) ->
            subject(key)
                .ifPresent(
                    subject ->
                        memory.add(
                            new MemorySeries(
                                subject, LIMIT, ScenarioWords.series(value, LIMIT, NEWEST)))));
    return new Scenario(
        place,
        sentence,
        ScenarioWords.rule(fields.getOrDefault("rule", "")),
        yes(fields.getOrDefault("fired", "")),
        new ServiceMemory(memory),
        kills(fields.getOrDefault("kills", ""), now),
        now,
        reason(fields.getOrDefault("expect", "")));
  }

  private static Optional<Subject> subject(String key) {
    if (key.equals("series")) {
      return Optional.of(Subject.SERVICE);
    }
    return key.startsWith("task ")
        ? Optional.of(Subject.task(key.substring("task ".length()).strip()))
        : Optional.empty();
  }

  private static boolean yes(String text) {
    return switch (text) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("fired is yes or no, not \"" + text + "\"");
    };
  }

  private static List<OomKill> kills(String text, Instant now) {
    if (text.isEmpty()) {
      return List.of();
    }
    return Arrays.stream(text.split(" +", -1))
        .map(ScenarioWords::duration)
        .map(ago -> new OomKill("task-" + ago, "app", 137, "OutOfMemoryError", now.minus(ago)))
        .toList();
  }

  private static Reason reason(String text) {
    return Arrays.stream(Reason.values())
        .filter(reason -> text.equals(reason.state() + " " + reason))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\"%s\" is no state with a reason of it, as in %s %s"
                        .formatted(text, Reason.NOT_LONG_ENOUGH.state(), Reason.NOT_LONG_ENOUGH)));
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
