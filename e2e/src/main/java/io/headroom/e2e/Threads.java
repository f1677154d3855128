package io.headroom.e2e;

import io.headroom.sandbox.ThreadPrinter;
import io.headroom.sandbox.slack.LocalSlack;
import io.headroom.sandbox.slack.SlackMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Prints the threads as they grow, each line with its service, until it is closed. */
final class Threads implements AutoCloseable {

  private static final Duration EACH = Duration.ofSeconds(1);

  /** Of a message; the runbook's own has more than a screen. */
  private static final int LINES = 16;

  private final Console console;
  private final ThreadPrinter printer;
  private final Thread thread;

  /**
   * @param services names of those that may have threads
   */
  Threads(Console console, LocalSlack slack, List<String> services) {
    this.console = console;
    this.printer =
        new ThreadPrinter(
            System.out,
            slack,
            Channel.ID,
            parent -> "%-10s| ".formatted(service(parent, services)),
            LINES);
    this.thread = Thread.ofVirtual().name("threads").start(this::follow);
  }

  @Override
  public void close() {
    thread.interrupt();
    print();
  }

  private void follow() {
    while (!Thread.currentThread().isInterrupted()) {
      print();
      LockSupport.parkNanos(EACH.toNanos());
    }
  }

  private void print() {
    synchronized (console) {
      printer.print(Instant.now());
    }
  }

  /** By the incident's id, which begins with it. */
  private static String service(SlackMessage parent, List<String> services) {
    String metadata = String.valueOf(parent.metadata());
    return services.stream()
        .filter(name -> metadata.contains("\"" + name + "-"))
        .findFirst()
        .orElse("");
  }
}
