package io.headroom.infra.slack.render;

/** A number with its noun. */
final class Plural {

  private Plural() {}

  /** {@code 1 task}, {@code 4 tasks}. */
  static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code once}, {@code 3 times}. */
  static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
