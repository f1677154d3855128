package io.headroom.sandbox.backtest;

import io.headroom.core.app.RulesInForce;
import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.Place;
import io.headroom.core.runbook.RunbookErrors;
import io.headroom.sandbox.backtest.AwsAccount.NoRegion;
import io.headroom.sandbox.deadletters.Stack.NoInstallation;
import io.headroom.sandbox.replay.RunbookOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code ./headroom backtest}: the runbooks over the last days of an account's own metrics. It only
 * reads. Account, Region and endpoint come from the environment, as for the AWS CLI; without
 * credentials and without a cluster it runs over the simulated past. Exit code 0 when it ran; 1 for
 * what AWS refuses, a runbook that is wrong, or a price above the one allowed; 2 for a wrong
 * option.
 */
@Command(
    name = "backtest",
    description = {
      "Says what the runbooks would have told over the last days of your own CloudWatch metrics.",
      "It only reads, and says before what it will ask for and what that costs."
    },
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    sortOptions = false)
public final class BacktestCommand implements Callable<Integer> {

  /** "Data points with a period of 60 seconds are available for 15 days". */
  private static final int MOST_DAYS = 15;

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--cluster",
      paramLabel = "C",
      split = ",",
      description = "Names of clusters. Without one: every cluster of the Region.")
  private List<String> clusters = List.of();

  @Option(
      names = "--service",
      paramLabel = "S",
      split = ",",
      description = "Names of services. Without one: every service.")
  private List<String> services = List.of();

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description = "How far back, at most 15. Default: ${DEFAULT-VALUE}.")
  private int days = 14;

  @Mixin private final RunbookOption runbook = new RunbookOption();

  @Option(
      names = "--max-cost",
      paramLabel = "USD",
      defaultValue = "1",
      description = "Asks for nothing if it costs more. Default: $${DEFAULT-VALUE}.")
  private double maxCost = 1;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a page with charts too.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--stack",
      paramLabel = "NAME",
      description = "An installation of Headroom: the OOM kills that it recorded are read.")
  private Optional<String> stack = Optional.empty();

  @Option(
      names = "--region",
      paramLabel = "R",
      description = "Region. Default: that of the environment or the AWS profile.")
  private Optional<String> region = Optional.empty();

  @Option(names = "--sandbox", description = "Over the simulated past, without an account.")
  private boolean sandbox;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the simulated past. Default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Override
  public Integer call() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec before it calls the command");
    }
    if (days < 1 || days > MOST_DAYS) {
      throw new ParameterException(
          spec.commandLine(),
          "--days must be between 1 and %d, but is %d: CloudWatch keeps one-minute values for 15 days"
              .formatted(MOST_DAYS, days));
    }
    Optional<Path> folder = html.map(file -> file.toAbsolutePath().getParent());
    if (folder.isPresent() && !Files.isWritable(folder.get())) {
      throw new ParameterException(
          spec.commandLine(), "--html: nothing can be written into " + folder.get());
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      return run(spec.commandLine().getOut(), err);
    } catch (RunbookErrors | NoInstallation | NoRegion e) {
      err.println(e.getMessage());
    } catch (SdkException | FleetException e) {
      err.println("AWS does not answer: " + e.getMessage());
    } catch (UncheckedIOException | IOException e) {
      err.println("Cannot read or write: " + e.getMessage());
    }
    return 1;
  }

  private int run(PrintWriter out, PrintWriter err) throws IOException {
    var rules = new RulesInForce(runbook.runbooks());
    if (sandbox || (clusters.isEmpty() && !AwsAccount.reachable())) {
      if (!sandbox) {
        err.println("No AWS credentials: this is the simulated past. With an account: --cluster C");
      }
      return run(SandboxAccount.of(seed), "Simulated fleet", rules, out, err);
    }
    try (AwsAccount aws = AwsAccount.open(region, stack)) {
      Place place = aws.account().place();
      return run(aws.account(), "Account " + place, rules, out, err);
    }
  }

  private int run(
      Account account, String where, RulesInForce rules, PrintWriter out, PrintWriter err)
      throws IOException {
    Plan plan =
        new Planner(account, rules)
            .plan(clusters, new LinkedHashSet<>(services), Duration.ofDays(days));
    err.println(plan.words());
    err.flush();
    if (plan.services().isEmpty()) {
      plan.notes().forEach(err::println);
      err.println("There is no such service. Check --cluster, --service and the Region.");
      return 1;
    }
    if (plan.dollars() > maxCost) {
      err.printf(
          Locale.ROOT,
          "That is more than --max-cost %.2f, so nothing was asked for. Allow more, or take fewer"
              + " services with --service.%n",
          maxCost);
      return 1;
    }
    String title =
        clusters.isEmpty() ? where : "%s, cluster %s".formatted(where, String.join(", ", clusters));
    Past past =
        new Backtest(
                account,
                line -> {
                  err.println(line);
                  err.flush();
                })
            .run(plan, title);
    new BacktestText(out, past).print();
    if (html.isPresent()) {
      Files.writeString(html.get(), new BacktestPage(past).html());
      err.println("Page: " + html.get().toAbsolutePath());
    }
    return 0;
  }
}
