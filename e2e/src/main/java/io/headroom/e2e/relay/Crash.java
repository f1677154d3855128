package io.headroom.e2e.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
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
    private final IntSupplier kill;
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final CompletableFuture<Integer> killed = new CompletableFuture<>();

    private Trap(Predicate<Call> when, IntSupplier kill) {
      this.when = when;
      this.kill = kill;
    }

    /**
     * Waits until it has happened.
     *
     * @return how many were killed, one at least
     * @throws AssertionError if the call did not come, or there was nothing to kill: then nothing
     *     has crashed, and what follows would show nothing
     */
    public int happened(Duration patience) {
      int count;
      try {
        count = killed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("the call at which something is killed did not come", e);
      } catch (ExecutionException e) {
        throw new AssertionError("nothing could be killed", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
      if (count == 0) {
        throw new AssertionError("the call came, and nothing was there to kill");
      }
      return count;
    }

    private void spring() {
      if (armed.compareAndSet(true, false)) {
        var _ = killed.completeAsync(kill::getAsInt, Runnable::run);
      }
    }
  }

  /**
   * Kills once, when a call that is {@code when} has been carried out.
   *
   * @param kill says how many it has killed
   */
  public Trap set(Predicate<Call> when, IntSupplier kill) {
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
