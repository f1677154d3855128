package io.headroom.sandbox;

import io.headroom.core.runbook.RemedyKind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The scenarios that can be played to their end without a browser. */
enum Script {
  /** A Node.js service leaks; somebody restarts it. */
  LEAK(Duration.ofSeconds(10), Duration.ofHours(2)),
  /** A container is killed for its memory; somebody raises its limit. */
  OOM(Duration.ofSeconds(10), Duration.ofHours(2)),
  /** A service leaks slowly; it is told hours before the limit, and somebody restarts it. */
  SLOW_LEAK(Duration.ofSeconds(30), Duration.ofHours(14)),
  /** A cache fills for hours and stops below the limit; nobody is told anything. */
  CACHE(Duration.ofMinutes(1), Duration.ofHours(12)),
  /** A release needs more memory at once; the verdict names it. */
  DEPLOY_STEP(Duration.ofSeconds(30), Duration.ofHours(3));

  private final Duration step;
  private final Duration longest;

  Script(Duration step, Duration longest) {
    this.step = step;
    this.longest = longest;
  }

  /** Their names as a command line has them. */
  static List<String> words() {
    return Arrays.stream(values()).map(Script::word).toList();
  }

  static Script of(String name) {
    return Arrays.stream(values())
        .filter(script -> script.word().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no script " + name));
  }

  /** Its name as a command line has it; the fleet's scenario has the same. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What has to happen. */
  Plot plot() {
    return switch (this) {
      case LEAK -> new Plot.Remedied("checkout-api", RemedyKind.RESTART);
      case OOM -> new Plot.Remedied("report-worker", RemedyKind.RAISE_LIMIT);
      case SLOW_LEAK -> new Plot.LeakRemedied("checkout-api", RemedyKind.RESTART);
      case CACHE -> new Plot.Quiet("product-cache");
      case DEPLOY_STEP -> new Plot.StepNamed("image-resizer", "image-resizer:2");
    };
  }

  /** How far time moves between two looks. */
  Duration step() {
    return step;
  }

  /** The simulated time in which it has to end. */
  Duration longest() {
    return longest;
  }

  /**
   * Plays it.
   *
   * @return 0 only if what its plot says happened
   */
  int play(long seed, PrintStream out) {
    return new ScriptRun(this, seed, out).play();
  }
}
