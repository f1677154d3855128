package io.headroom.core.abreast;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Does the same for many, a bounded number at the same time: what waits for an answer of AWS, and
 * so takes no processor. Each runs in a virtual thread; results come in the order of what was asked
 * for. Safe for use by several threads.
 *
 * @param most how many at the same time; 1 for one after another in the calling thread
 */
public record Abreast(int most) {

  /** One after another, in the calling thread. */
  public static final Abreast ONE = new Abreast(1);

  public Abreast {
    if (most < 1) {
      throw new IllegalArgumentException("at least one has to be done at a time, not " + most);
    }
  }

  /**
   * What {@code work} makes of each.
   *
   * @throws RuntimeException the first that one of them threw, with the others attached, after all
   *     have ended
   */
  public <T, R> List<R> map(List<T> all, Function<? super T, ? extends R> work) {
    if (most == 1 || all.size() < 2) {
      var results = new ArrayList<R>(all.size());
      all.forEach(one -> results.add(work.apply(one)));
      return results;
    }
    List<@Nullable R> results = new ArrayList<>(Collections.nCopies(all.size(), null));
    List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
    var next = new AtomicInteger();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
            try {
              results.set(i, work.apply(all.get(i)));
            } catch (RuntimeException | Error e) {
              thrown.add(e);
            }
          }
        };
    join(worker, Math.min(most, all.size()));
    rethrow(thrown);
    return complete(results);
  }

  /** The same for work without a result. */
  public <T> void each(List<T> all, Consumer<? super T> work) {
    map(
        all,
        one -> {
          work.accept(one);
          return Boolean.TRUE;
        });
  }

  private static void join(Runnable worker, int workers) {
    var threads = new ArrayList<Thread>(workers);
    for (int i = 0; i < workers; i++) {
      threads.add(Thread.ofVirtual().start(worker));
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          // Whoever waits is told to stop: so are those at work, and then they are waited for.
          interrupted = true;
          threads.forEach(Thread::interrupt);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void rethrow(List<Throwable> thrown) {
    if (thrown.isEmpty()) {
      return;
    }
    Throwable first = thrown.removeFirst();
    thrown.stream().filter(other -> !other.equals(first)).forEach(first::addSuppressed);
    switch (first) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }

  /** Every place was set, since nothing was thrown. */
  @SuppressWarnings("NullAway")
  private static <R> List<R> complete(List<@Nullable R> results) {
    return new ArrayList<R>(results);
  }
}
