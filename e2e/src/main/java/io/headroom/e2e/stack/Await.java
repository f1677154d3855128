package io.headroom.e2e.stack;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Waits for what comes about in its own time, by looking again and again. */
public final class Await {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private Await() {}

  /**
   * Waits until something is there. A call to AWS that fails is made again: the emulator may be
   * paused.
   *
   * @throws AssertionError if it is not there within {@code patience}
   */
  public static <T> T value(String what, Duration patience, Supplier<Optional<T>> look) {
    long end = System.nanoTime() + patience.toNanos();
    String last = "";
    while (System.nanoTime() < end) {
      try {
        Optional<T> seen = look.get();
        if (seen.isPresent()) {
          return seen.get();
        }
      } catch (SdkException e) {
        last = "; last: " + e.getMessage();
      }
      pause(PAUSE);
    }
    throw new AssertionError(
        "waited %d s in vain for %s%s".formatted(patience.toSeconds(), what, last));
  }

  /** Waits until something holds. */
  public static void until(String what, Duration patience, BooleanSupplier holds) {
    value(what, patience, () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
  }

  /** Lets time pass. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
