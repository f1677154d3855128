package io.headroom.bench;

import com.google.gson.JsonElement;
import io.headroom.core.detect.CheckReport;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.series.Ratio;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.IncidentTable;
import io.headroom.sandbox.lambda.LambdaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * From the start of a process to the first signed {@code /memory status} answered: the packaged bot
 * and the same command in Bolt for JavaScript, by turns, against the same doubles of AWS in this
 * process.
 */
@Command(
    name = "bench/cold-start",
    description = "Measures the bot's first answer beside Bolt for JavaScript.",
    mixinStandardHelpOptions = true)
final class ColdStart implements Callable<Integer> {

  private static final Scope SCOPE = Scope.parse("123456789012/eu-central-1/*");
  private static final String SIGNING_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final int SERVICES = 10;
  private static final int TRAINING = 20;

  @Option(names = "--runs", description = "First answers of each, measured by turns (default: 20).")
  private int runs = 20;

  @Option(names = "--zip", description = "The bot's package (default: bot/target/bot.zip).")
  private Path zip = Path.of("bot", "target", "bot.zip");

  @Option(names = "--before", description = "Another package of the bot, measured too.")
  private @Nullable Path other;

  @Option(
      names = "--memory",
      split = ",",
      description =
          "Measures the restored bot in containers of these sizes in MB, and nothing else.")
  private List<Integer> sizes = new ArrayList<>();

  @Option(names = "--option", description = "A further option for the JVMs; may be repeated.")
  private List<String> options = new ArrayList<>();

  private final StatusRequest request = new StatusRequest(SIGNING_SECRET);
  private final Map<Contestant, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<Contestant, Inside> inside = new HashMap<>();
  private @Nullable JsonElement expected;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ColdStart()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    var secret =
        """
        {"Name":"headroom/slack","SecretString":"{\\"botToken\\":\\"xoxb-1-bench\\",\\"signingSecret\\":\\"%s\\"}"}
        """
            .formatted(SIGNING_SECRET);
    try (var aws = new AwsDouble(secret);
        var packages = new Packages()) {
      fill(aws.client());
      var all = new Contestants(packages, options);
      List<Contestant> contestants =
          sizes.isEmpty()
              ? all.all(zip, Optional.ofNullable(other))
              : sizes.stream().map(size -> all.limited(zip, size)).toList();
      contestants.stream()
          .filter(Contestant::cached)
          .forEach(contestant -> train(contestant, all.training(contestant), aws));
      // Once each without counting: files come into the machine's memory, the doubles warm up.
      for (int run = 0; run <= runs; run++) {
        var order = new ArrayList<>(contestants);
        Collections.rotate(order, run);
        for (Contestant contestant : order) {
          Sample sample = measure(contestant, aws, run == runs);
          if (run > 0) {
            samples.computeIfAbsent(contestant, any -> new ArrayList<>()).add(sample);
          }
          System.err.printf("%3d  %-40s %s%n", run, contestant.name(), sample);
        }
      }
      System.out.println(new Report(contestants, samples, inside).markdown());
    }
    return 0;
  }

  /** Lets it do what it is for, so that its cache holds what that takes. */
  private void train(Contestant contestant, List<String> command, AwsDouble aws) {
    try (var process = new LambdaProcess(command, contestant.directory(), environment(aws))) {
      process.started();
      for (int i = 0; i < TRAINING; i++) {
        check(contestant, process.invoke(request.event()));
      }
      process.end();
      System.err.print(process.output());
    }
    aws.calls();
  }

  private Sample measure(Contestant contestant, AwsDouble aws, boolean lookInside) {
    String event = request.event();
    Map<String, String> environment = environment(aws);
    environment.putAll(contestant.environment());
    if (contestant.contained()) {
      environment.put("AWS_LAMBDA_RUNTIME_API", "");
    }
    double before = 0;
    long began = System.nanoTime();
    try (var process =
        new LambdaProcess(
            contestant.command(environment.keySet()), contestant.directory(), environment)) {
      if (contestant.restored()) {
        process.readyForSnapshot();
        if (process.output().contains("NOT_REHEARSED")) {
          throw new IllegalStateException(process.output());
        }
        aws.calls();
        before = Inside.processorMillis(process.pid());
        began = System.nanoTime();
        process.restore();
      }
      process.started();
      long ready = System.nanoTime();
      String answer = process.invoke(event);
      long answered = System.nanoTime();
      double processor = Inside.processorMillis(process.pid()) - before;
      check(contestant, answer);
      List<AwsDouble.Call> calls = aws.calls();
      if (contestant.contained()) {
        process.end();
      } else if (lookInside) {
        inside.put(contestant, Inside.of(process.pid(), contestant.java()));
      }
      return new Sample(
          millis(ready - began),
          millis(first(calls, "GetSecretValue") - began),
          millis(first(calls, "GetItem", "Query") - began),
          millis(answered - began),
          processor);
    }
  }

  /** When the first of these operations was called. */
  private static long first(List<AwsDouble.Call> calls, String... operations) {
    return calls.stream()
        .filter(call -> List.of(operations).contains(call.operation()))
        .mapToLong(AwsDouble.Call::nanos)
        .min()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    String.join(", ", operations) + " was not called, but " + calls));
  }

  /** Everybody has to say the same. */
  private void check(Contestant contestant, String answer) {
    JsonElement message = StatusRequest.message(answer);
    if (expected == null) {
      expected = message;
    }
    if (!message.equals(expected)) {
      throw new IllegalStateException(
          "%s answers\n%s\ninstead of\n%s".formatted(contestant.name(), message, expected));
    }
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }

  private static Map<String, String> environment(AwsDouble aws) {
    return LambdaEnvironment.of(
        "Bot", Deployed.of("Bot").megabytes(), SCOPE.place(), aws.endpoint());
  }

  /**
   * A fleet that was checked, with nothing wrong; in a day, so that the check is of the same age,
   * none, for whoever asks.
   */
  private static void fill(DynamoDbClient client) {
    client.createTable(IncidentTable.creation(LambdaEnvironment.TABLE));
    new DynamoDbCheckLog(client, LambdaEnvironment.TABLE)
        .save(
            SCOPE,
            new CheckReport(
                Instant.now().plus(Duration.ofDays(1)),
                SERVICES,
                List.of(),
                List.of(),
                List.of(),
                IntStream.range(0, SERVICES).mapToObj(ColdStart::usage).toList(),
                List.of(),
                Optional.of(Duration.ofSeconds(75)),
                SERVICES * 2,
                1));
  }

  private static CheckReport.Usage usage(int n) {
    return new CheckReport.Usage(
        new ServiceId("123456789012", "eu-central-1", "shop", "service-" + n),
        new Ratio(0.79 - n / 20.0),
        IntStream.range(0, 60)
            .mapToObj(
                minute ->
                    minute % 17 == 16
                        ? Optional.<Double>empty()
                        : Optional.of(0.2 + (minute + n) % 40 / 80.0))
            .toList());
  }
}
