package io.headroom.infra.slack.render;

/** A number with its noun. */
public final class Plural {

  private Plural() {}

  /** {@code 1 task}, {@code 4 tasks}. */
  public static String of(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** {@code once}, {@code 3 times}. */
  public static String times(int count) {
    return count == 1 ? "once" : count + " times";
  }
}
