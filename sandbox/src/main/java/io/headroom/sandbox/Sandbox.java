package io.headroom.sandbox;

import io.headroom.infra.log.DecisionLog;
import java.io.IOException;
import java.time.InstantSource;

/** The whole product on one machine. */
final class Sandbox {
  private Sandbox() {}

  /**
   * Runs until the script has ended or the process is stopped.
   *
   * @return the exit code
   * @throws java.net.BindException if the page's port is taken
   */
  static int run(Options options) throws IOException, InterruptedException {
    if (options.script().isPresent()) {
      return Script.of(options.script().get()).play(options.seed(), System.out);
    }
    var log = new DecisionLog(Sandbox::print);
    LiveRun run = LiveRun.start(options, InstantSource.system().instant(), log);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(run::close));
    System.out.println("Headroom's sandbox is at " + run.url() + "  (Ctrl-C stops it)");
    run.await();
    return 0;
  }

  /** The functions' log, without the check of each simulated minute that found nothing amiss. */
  private static void print(String line) {
    boolean routine =
        line.contains("\"outcome\":\"CHECKED\"")
            && !line.contains("\"problems\"")
            && !line.contains("\"unread\"");
    if (!routine) {
      System.out.println(line);
    }
  }
}
