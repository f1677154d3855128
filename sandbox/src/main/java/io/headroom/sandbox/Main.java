package io.headroom.sandbox;

import io.headroom.sandbox.backtest.BacktestCommand;
import io.headroom.sandbox.deadletters.DeadLettersCommand;
import io.headroom.sandbox.replay.ReplayCommand;
import io.headroom.sandbox.scenarios.ScenariosCommand;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of the sandbox. Exit codes: what the run answers; 2 for a wrong option, with the
 * usage; 1 when the run fails, with one sentence where the reason is known.
 */
@Command(
    name = "headroom",
    description = "Runs Headroom on this machine: a simulated fleet, a local Slack, no accounts.",
    subcommands = {
      ReplayCommand.class,
      BacktestCommand.class,
      ScenariosCommand.class,
      DeadLettersCommand.class
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class Main implements Callable<Integer> {
  /** Runs the sandbox and answers its exit code. */
  @FunctionalInterface
  public interface Runner {
    /**
     * Returns when the sandbox has ended.
     *
     * @throws BindException if the port is taken
     * @throws Exception if the sandbox cannot start or go on
     */
    int run(Options options) throws Exception;
  }

  private final Runner runner;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "3000",
      description = "Port of the page, 0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "60",
      description = "How many times faster than real the time runs. Default: ${DEFAULT-VALUE}.")
  private double speed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Seed of the simulated fleet: same seed, same thread. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--script",
      paramLabel = "NAME",
      description =
          "Plays a scenario without a browser: leak, oom, slow-leak, cache or deploy-step. Exit code 0"
              + " only when it ends as it should.")
  private Optional<String> script = Optional.empty();

  private Main(Runner runner) {
    this.runner = runner;
  }

  static void main(String[] arguments) {
    System.exit(commandLine(Sandbox::run).execute(arguments));
  }

  /** The command line in front of a runner; tests give their own, and their own writers. */
  static CommandLine commandLine(Runner runner) {
    return new CommandLine(new Main(runner))
        .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line))
        .setParameterExceptionHandler((wrong, arguments) -> usage(wrong));
  }

  @Override
  public Integer call() throws Exception {
    Options options;
    try {
      options = new Options(port, speed, seed, script);
    } catch (IllegalArgumentException outOfRange) {
      throw new ParameterException(spec().commandLine(), outOfRange.getMessage(), outOfRange);
    }
    return runner.run(options);
  }

  /** What was wrong, and always the usage: picocli's own shows only the nearest command. */
  private static int usage(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    line.getErr().println(wrong.getMessage());
    line.usage(line.getErr());
    return line.getCommandSpec().exitCodeOnInvalidInput();
  }

  private CommandSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls the command");
    }
    return spec;
  }

  /** A sentence for a port that is taken; anything else is a defect, so its whole trace. */
  private static int explain(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (hasCause(failure, BindException.class)) {
      int port = line.<Main>getCommand().port;
      err.printf(
          "Port %d is taken by another program. Try another one: --port %d%n",
          port, port == 65_535 ? 3000 : port + 1);
    } else {
      failure.printStackTrace(err);
    }
    err.flush();
    return line.getCommandSpec().exitCodeOnExecutionException();
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }
}
