package io.headroom.sandbox.scenarios;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lines of one scenario: a word, for some words a name behind it, and what follows a colon. */
final class Block {

  private static final List<String> WORDS =
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

  private final List<String> sentence = new ArrayList<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  /**
   * Takes the next line.
   *
   * @throws IllegalArgumentException if it is none of a scenario
   */
  boolean add(String line) {
    if (line.startsWith("#")) {
      return sentence.add(line.substring(1).strip());
    }
    int colon = line.indexOf(':');
    String key = colon < 0 ? line : line.substring(0, colon).strip();
    String word = word(key);
    if (colon < 0 || !WORDS.contains(word)) {
      throw new IllegalArgumentException(
          "\"%s\" is none of %s, nor a sentence that begins with #".formatted(key, WORDS));
    }
    List<String> those = values.computeIfAbsent(key, _ -> new ArrayList<>());
    if (!those.isEmpty() && !word.equals("says")) {
      throw new IllegalArgumentException("\"" + key + "\" stands twice in its block");
    }
    return those.add(line.substring(colon + 1).strip());
  }

  /** What it shows. */
  String sentence() {
    if (sentence.isEmpty()) {
      throw new IllegalArgumentException("the block has no sentence: # what it shows");
    }
    return String.join(" ", sentence);
  }

  boolean has(String word) {
    return values.containsKey(word);
  }

  /** The lines of a word that may stand more than once; empty if it does not stand there. */
  Optional<List<String>> all(String word) {
    return Optional.ofNullable(values.get(word));
  }

  Optional<String> one(String word) {
    return all(word).map(List::getFirst);
  }

  String required(String word) {
    return one(word)
        .orElseThrow(() -> new IllegalArgumentException("the block has no \"" + word + ":\""));
  }

  /** The lines of a word by the name behind it, which may be empty, in the block's order. */
  Map<String, String> named(String word) {
    var named = new LinkedHashMap<String, String>();
    values.forEach(
        (key, those) -> {
          if (word(key).equals(word)) {
            named.put(key.substring(word.length()).strip(), those.getFirst());
          }
        });
    return named;
  }

  private static String word(String key) {
    return key.split(" ", -1)[0];
  }
}
