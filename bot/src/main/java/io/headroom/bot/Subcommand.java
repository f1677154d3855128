package io.headroom.bot;

import io.headroom.core.runbook.NearestWord;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can follow {@code /memory}. */
enum Subcommand {
  STATUS("status", "what is watched, what cannot be seen, open incidents, the hottest services"),
  SERVICE("service NAME", "how one service is watched: sources, limit, rules and thresholds"),
  HELP("help", "this page");

  private final String usage;
  private final String meaning;

  Subcommand(String usage, String meaning) {
    this.usage = usage;
    this.meaning = meaning;
  }

  /** As typed, with arguments: {@code status}. */
  String usage() {
    return usage;
  }

  /** What it shows, in half a sentence. */
  String meaning() {
    return meaning;
  }

  /** The first word that is typed. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of that word, in any case of letters. */
  static Optional<Subcommand> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equalsIgnoreCase(word)).findFirst();
  }

  /** The one that a mistyped word most likely means. */
  static Optional<Subcommand> nearest(String typed) {
    List<String> words = Arrays.stream(values()).map(Subcommand::word).toList();
    return NearestWord.of(typed.toLowerCase(Locale.ROOT), words).flatMap(Subcommand::of);
  }
}
