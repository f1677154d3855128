package io.headroom.infra.slack.render;

/** A bar of ten: {@code ▓▓▓▓▓▓░░░░}. */
public final class ProgressBar {

  private static final int WIDTH = 10;

  private ProgressBar() {}

  /** How much of {@code of} is done; full only when all of it is, empty where there is nothing. */
  public static String of(long done, long of) {
    long full = of <= 0 ? 0 : Math.clamp(WIDTH * done / of, 0, WIDTH);
    return "▓".repeat((int) full) + "░".repeat((int) (WIDTH - full));
  }
}
