package io.headroom.e2e.relay;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * Has something killed at the moment that hurts most: AWS has done what it was asked for, and who
 * asked has not heard so.
 */
public final class Crash implements Station {

  private final List<Trap> traps = new CopyOnWriteArrayList<>();

  /** A crash that will happen once. */
  public static final class Trap {
    private final Predicate<Call> when;
    private final Runnable kill;
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CountDownLatch done = new CountDownLatch(1);

    private Trap(Predicate<Call> when, Runnable kill) {
      this.when = when;
      this.kill = kill;
    }

    /** Waits until it has happened, and says whether it has. */
    public boolean happened(long seconds) {
      try {
        return done.await(seconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    private void spring() {
      if (armed.compareAndSet(true, false)) {
        kill.run();
        done.countDown();
      }
    }
  }

  /** Kills once, when a call that is {@code when} has been carried out. */
  public Trap set(Predicate<Call> when, Runnable kill) {
    var trap = new Trap(when, kill);
    traps.add(trap);
    return trap;
  }

  @Override
  public Answer pass(Call call, Next next) throws IOException {
    Answer answer = next.pass(call);
    if (answer.ok()) {
      traps.stream().filter(trap -> trap.when.test(call)).forEach(Trap::spring);
    }
    return answer;
  }
}
