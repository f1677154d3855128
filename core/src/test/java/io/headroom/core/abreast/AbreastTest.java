package io.headroom.core.abreast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class AbreastTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void oneAfterAnotherInTheCallingThread() {
    var threads = ConcurrentHashMap.<Thread>newKeySet();
    List<Integer> doubled =
        Abreast.ONE.map(
            HUNDRED,
            number -> {
              threads.add(Thread.currentThread());
              return number * 2;
            });
    assertThat(doubled).isEqualTo(HUNDRED.stream().map(number -> number * 2).toList());
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  /** Each waits until four are there: fewer at the same time would wait for ever. */
  @Test
  @Timeout(30)
  void asManyAtTheSameTimeAsAskedForInOrderAndNoMore() {
    var barrier = new CyclicBarrier(4);
    var atWork = new AtomicInteger();
    var most = new AtomicInteger();
    List<Integer> same =
        new Abreast(4)
            .map(
                HUNDRED,
                number -> {
                  most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
                  try {
                    barrier.await(20, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  } finally {
                    atWork.decrementAndGet();
                  }
                  return number;
                });
    assertThat(same).isEqualTo(HUNDRED);
    assertThat(most).hasValue(4);
  }

  @Test
  void whatFailsIsThrownAfterAllTheOthersAreDone() {
    var done = new AtomicInteger();
    assertThatThrownBy(
            () ->
                new Abreast(3)
                    .each(
                        HUNDRED,
                        number -> {
                          if (number % 50 == 7) {
                            throw new IllegalStateException("number " + number);
                          }
                          done.incrementAndGet();
                        }))
        .isInstanceOf(IllegalStateException.class)
        .satisfies(first -> assertThat(first.getSuppressed()).hasSize(1));
    assertThat(done).hasValue(98);
  }

  @Test
  void theInterruptOfWhoWaitsReachesThoseAtWork() throws InterruptedException {
    var stopped = new AtomicInteger();
    var began = new CountDownLatch(2);
    Thread waiting =
        Thread.ofVirtual()
            .start(
                () ->
                    new Abreast(2)
                        .each(
                            List.of(1, 2),
                            number -> {
                              began.countDown();
                              try {
                                new CountDownLatch(1).await();
                              } catch (InterruptedException e) {
                                stopped.incrementAndGet();
                              }
                            }));
    began.await();
    waiting.interrupt();
    waiting.join();
    assertThat(stopped).hasValue(2);
  }

  @Test
  void atLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Abreast(0));
  }
}
