package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ReplayCommandTest {

  @TempDir private Path directory;

  private record Outcome(int exitCode, List<String> out, List<String> err) {
    List<JsonObject> json() {
      return out.stream().map(line -> JsonParser.parseString(line).getAsJsonObject()).toList();
    }

    List<String> of(String kind) {
      return json().stream()
          .filter(each -> each.get("kind").getAsString().equals(kind))
          .map(
              each ->
                  "%s %s %s"
                      .formatted(
                          each.get("seconds"),
                          each.get("event").getAsString(),
                          each.get("rule").getAsString()))
          .toList();
    }
  }

  @Test
  void printsALinePerAlertAndPerClear() {
    String csv =
        csv("t_sec,web-1,web-2", 60, 21, minute -> minute >= 3 && minute < 9 ? 900 : 500, _ -> 100);

    Outcome outcome = replay(csv, "--unit", "MiB", "--limit", "1GiB");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .containsExactly(
            "+0 d 00:07:00  ALERT  usage   SEV3  container-limit/memory-high             web-1  900"
                + " MiB of 1 GiB (88%); no verdict: there is less than an hour of metrics",
            "+0 d 00:13:00  clear  usage         container-limit/memory-high             web-1  500"
                + " MiB of 1 GiB (49%)");
    assertThat(outcome.err())
        .containsExactly(
            "not run, since memory alone does not tell: memory-leak/swap-rising,"
                + " pod-memory/oom-killed, pod-memory/restarting",
            "2 series, 42 samples every 1 min: 1 alert (1 usage) on 1 series, 1 cleared");
  }

  @Test
  void printsOneObjectALineWithAllNames() {
    String csv = csv("time,web-1", 60, 21, minute -> minute >= 3 && minute < 9 ? 900 : 500);

    Outcome outcome =
        replay(
            csv.replace("\n0,", "\n2026-03-01T00:00:00Z,")
                .replaceAll("\n(\\d+),", "\n$1 s,")
                .lines()
                .map(ReplayCommandTest::iso)
                .reduce("", (one, other) -> one + other + "\n"),
            "--unit",
            "MiB",
            "--limit",
            "1GiB",
            "--json");

    assertThat(outcome.out()).hasSize(2);
    JsonObject alert = outcome.json().getFirst();
    assertThat(alert.keySet())
        .containsExactly(
            "at",
            "seconds",
            "series",
            "event",
            "kind",
            "rule",
            "runbook",
            "severity",
            "reason",
            "summary",
            "verdict",
            "confidence",
            "timeLeft",
            "usedBytes",
            "limitBytes",
            "usedRatio",
            "growthBytesPerHour");
    assertThat(alert.get("at").getAsString()).isEqualTo("2026-03-01T00:07:00Z");
    assertThat(alert.get("seconds").getAsLong())
        .isEqualTo(Instant.parse("2026-03-01T00:07:00Z").getEpochSecond());
    assertThat(alert.get("event").getAsString()).isEqualTo("alert");
    assertThat(alert.get("kind").getAsString()).isEqualTo("usage");
    assertThat(alert.get("limitBytes").getAsLong()).isEqualTo(1L << 30);
    assertThat(outcome.json().getLast().get("event").getAsString()).isEqualTo("clear");
  }

  @Test
  void findsALeakHoursBeforeTheLimitAndTellsItFromUsage() {
    var noise = new SplittableRandom(5);
    // 20 MiB an hour from 300 MiB of 1 GiB: full after 36 hours.
    String csv =
        csv(
            "t_sec,web-1",
            60,
            34 * 60,
            minute -> 300 + 20 * minute / 60.0 + 2 * noise.nextDouble());

    Outcome outcome = replay(csv, "--unit", "MiB", "--limit", "1GiB", "--json");

    assertThat(outcome.of("leak")).isNotEmpty();
    JsonObject leak =
        outcome.json().stream()
            .filter(each -> each.get("kind").getAsString().equals("leak"))
            .findFirst()
            .orElseThrow();
    double hour = leak.get("seconds").getAsLong() / 3600.0;
    assertThat(hour).isLessThan(30);
    JsonObject left = leak.get("timeLeft").getAsJsonObject();
    assertThat(36.2 - hour)
        .isBetween(left.get("low").getAsDouble() - 1, left.get("high").getAsDouble() + 1);
    assertThat(leak.get("growthBytesPerHour").getAsLong() / 1048576.0).isBetween(18.0, 22.0);
  }

  @Test
  void onlyThePastIsKnown() {
    IntToDoubleFunction rising = minute -> 300 + minute / 3.0 + minute % 5;
    Outcome whole =
        replay(csv("t_sec,a", 60, 2000, rising), "--unit", "MiB", "--limit", "1GiB", "--json");
    Outcome half =
        replay(csv("t_sec,a", 60, 1700, rising), "--unit", "MiB", "--limit", "1GiB", "--json");

    assertThat(half.out()).isNotEmpty();
    assertThat(whole.out()).startsWith(half.out().toArray(String[]::new));
  }

  @Test
  void withoutARunbookItTellsWhatAServiceWithoutATagIsTold() {
    // Above 90 % for 3 minutes: critical for a service whose tag names python-service, and for no
    // other.
    String csv = csv("t_sec,a", 60, 20, minute -> minute >= 10 && minute < 13 ? 950 : 500);

    assertThat(replay(csv, "--unit", "MiB", "--limit", "1GiB").out()).isEmpty();
    assertThat(
            replay(csv, "--unit=MiB", "--limit=1GiB", "--json", "--runbook", "../runbooks")
                .of("usage"))
        .containsExactly("660 alert memory-critical", "1020 clear memory-critical");
  }

  @Test
  void samplesFiveMinutesApartMakeStreaksOfMinutesAndASingleOneMakesNone() {
    String twice = csv("t_sec,a", 300, 12, sample -> sample == 4 || sample == 5 ? 900 : 500);
    String once = csv("t_sec,a", 300, 12, sample -> sample == 4 ? 900 : 500);

    assertThat(replay(twice, "--unit", "MiB", "--limit", "1GiB", "--json").of("usage"))
        .containsExactly("1500 alert memory-high", "2100 clear memory-high");
    assertThat(replay(once, "--unit", "MiB", "--limit", "1GiB").out()).isEmpty();
  }

  @Test
  void silenceNeitherFiresNorClears() {
    String csv = csv("t_sec,a", 60, 10, _ -> 900) + "1000000,500\n1000060,500\n";

    assertThat(replay(csv, "--unit", "MiB", "--limit", "1GiB", "--json").of("usage"))
        .filteredOn(line -> line.contains("memory-high"))
        .containsExactly("240 alert memory-high");
  }

  @Test
  void saysWhatCannotRunWithoutALimitAndRunsTheRest() {
    String csv = csv("t_sec,web-1", 60, 200, minute -> 300 + minute);

    Outcome outcome = replay(csv, "--unit", "MiB", "--json", "--runbook", "../runbooks");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.of("growth")).containsExactly("5340 alert memory-rising");
    assertThat(outcome.json().getFirst().get("limitBytes").isJsonNull()).isTrue();
    assertThat(outcome.err())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("no limit is known for web-1: not run there: ")
                    .contains("memory-leak/leak", "--limits FILE")
                    .doesNotContain("python-service/memory-rising,"));
  }

  @Test
  void takesLimitsFromAFileAndRulesFromARunbook() throws IOException {
    Path limits = Files.writeString(directory.resolve("limits.csv"), "a,1GiB\n");
    String bundled =
        Files.readString(Path.of("..", "runbooks", "container-limit.yaml"))
            .replace("above: 80%", "above: 60%")
            .replace("clear-below: 75%", "clear-below: 55%")
            .replace("  below: 80%", "  below: 60%");
    Path runbook = Files.writeString(directory.resolve("mine.yaml"), bundled);
    String csv = csv("t_sec,a,b", 60, 10, _ -> 700, _ -> 700);

    Outcome outcome =
        replay(
            csv, "--unit", "MiB", "--limits", limits.toString(), "--runbook", runbook.toString());

    assertThat(outcome.out()).hasSize(1);
    assertThat(outcome.out().getFirst()).contains("container-limit/memory-high", " a  700 MiB");
    assertThat(outcome.err())
        .contains(
            "no limit is known for b: not run there: container-limit/memory-high. Give --limit"
                + " 2GiB, --limits FILE or --limit-column COLUMN");
  }

  @Test
  void readsARowPerSeriesWithItsLimit() {
    var rows = new StringBuilder("run,at,used,total\n");
    for (int minute = 0; minute < 10; minute++) {
      rows.append("x,2026-03-01 00:%02d:00,900,1000\n".formatted(minute));
      rows.append("y,2026-03-01 00:%02d:00,900,2000\n".formatted(minute));
    }

    Outcome outcome =
        replay(
            rows.toString(),
            "--unit=MiB",
            "--series=run",
            "--time=at",
            "--value=used",
            "--limit-column=total",
            "--json");

    assertThat(outcome.json())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.get("series").getAsString()).isEqualTo("x"));
  }

  @Test
  void percentsAreOfTheLimit() {
    String csv = csv("t_sec,a", 60, 10, _ -> 85);

    assertThat(replay(csv, "--unit", "%", "--limit", "2GiB").out().getFirst())
        .contains("1.7 GiB of 2 GiB (85%)");
  }

  @Test
  void sharesOfALimitThatIsNotKnownAreEnoughForUsageAndLeaks() {
    var noise = new SplittableRandom(5);
    // 2 % an hour from 30 %: full after 35 hours.
    String csv =
        csv("t_sec,a", 60, 34 * 60, minute -> 30 + 2 * minute / 60.0 + 0.2 * noise.nextDouble());

    Outcome outcome = replay(csv, "--unit", "%", "--json");

    assertThat(outcome.of("leak")).isNotEmpty();
    assertThat(outcome.of("usage")).isNotEmpty();
    assertThat(outcome.of("growth")).isEmpty();
    JsonObject leak = outcome.json().getFirst();
    assertThat(leak.get("usedBytes").isJsonNull()).isTrue();
    assertThat(leak.get("growthBytesPerHour").isJsonNull()).isTrue();
    assertThat(leak.get("timeLeft").isJsonObject()).isTrue();
    assertThat(leak.get("usedRatio").getAsDouble()).isBetween(0.3, 1.0);
    assertThat(replay(csv, "--unit", "%").out())
        .anySatisfy(line -> assertThat(line).contains("% of the limit; leak; time left "));
    assertThat(outcome.err())
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("no limit is known for a: not run there: ")
                    .contains("memory-leak/memory-rising-while-high")
                    .doesNotContain("memory-leak/leak"));
  }

  @Test
  void percentsAreOfTheLimitBesideThem() {
    String csv = csv("t_sec,used,total", 60, 10, _ -> 85, _ -> 1000);

    assertThat(replay(csv, "--unit", "%", "--value=used", "--limit-column=total").out().getFirst())
        .contains("850 B of 1000 B (85%)");
  }

  @Test
  void absurdValuesAreNoAlarmAndSaid() {
    String csv = csv("t_sec,a", 60, 60, minute -> minute > 20 && minute < 50 ? 5e5 : 500);

    Outcome outcome = replay(csv, "--unit", "MiB", "--limit", "1GiB");

    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .anySatisfy(
            line ->
                assertThat(line)
                    .endsWith(
                        "a: 29 samples are more than 10 times the limit; they count as gaps."
                            + " Check --unit and the limit"));
  }

  @Test
  void aLimitThatFlapsIsNoAlarmAndOneThatFallsIs() {
    String flapping =
        csv("t_sec,used,total", 60, 200, _ -> 500, minute -> minute % 3 == 0 ? 520 : 1000);
    String falling =
        csv("t_sec,used,total", 60, 200, _ -> 500, minute -> minute < 100 ? 1000 : 520);

    assertThat(replay(flapping, "--unit=MiB", "--value=used", "--limit-column=total").out())
        .isEmpty();
    assertThat(
            replay(falling, "--unit=MiB", "--value=used", "--limit-column=total", "--json")
                .of("usage"))
        .contains("6540 alert memory-high");
  }

  @Test
  void aYearOfGapsAndASeriesOfOnePointAreNoAlarm() {
    String csv = "t_sec,a,b\n0,990,\n31536000,990,1000\n63072000,990,\n";

    Outcome outcome = replay(csv, "--unit", "MiB", "--limit", "1GiB");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void theSameFileGivesTheSameLines() {
    var random = new SplittableRandom(1);
    String csv =
        csv(
            "t_sec,a,b,c",
            60,
            600,
            _ -> 700 + 300 * random.nextDouble(),
            _ -> 780 + 100 * random.nextDouble(),
            minute -> minute);

    assertThat(replay(csv, "--unit", "MiB", "--limit", "1GiB").out())
        .isNotEmpty()
        .isEqualTo(replay(csv, "--unit", "MiB", "--limit", "1GiB").out());
  }

  @Test
  void aFileThatIsWrongIsOneSentenceAndExitCode1() {
    Outcome outcome = replay("t,a\nsoon,1\n");

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err()).singleElement().asString().contains("export.csv:2, column 1");
  }

  @Test
  void aRunbookThatIsWrongIsToldWithItsPlace() throws IOException {
    Path runbook = Files.writeString(directory.resolve("mine.yaml"), "id: mine\n");

    Outcome outcome = replay("t,a\n0,1e9\n", "--limit", "1GiB", "--runbook", runbook.toString());

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err().getFirst()).contains("mine.yaml:");
  }

  @Test
  void aWrongOptionIsExitCode2() {
    assertThat(replay("t,a\n0,1\n", "--limit", "2").exitCode()).isEqualTo(2);
    assertThat(replay("t,a\n0,1\n", "--unit", "MiBs").exitCode()).isEqualTo(2);
    assertThat(replay("t,a\n0,1\n", "--series", "a").exitCode()).isEqualTo(2);
    assertThat(replay("t,a\n0,1\n", "--limit=1GiB", "--limits=x").exitCode()).isEqualTo(2);
  }

  private static String iso(String line) {
    int comma = line.indexOf(" s,");
    return comma < 0
        ? line
        : Instant.parse("2026-03-01T00:00:00Z")
                .plusSeconds(Long.parseLong(line.substring(0, comma)))
            + line.substring(comma + 2);
  }

  private static String csv(String header, int every, int samples, IntToDoubleFunction... columns) {
    var text = new StringBuilder(header).append('\n');
    IntStream.range(0, samples)
        .forEach(
            i -> {
              text.append((long) i * every);
              Arrays.stream(columns)
                  .forEach(
                      column ->
                          text.append(
                              String.format(Locale.ROOT, ",%.2f", column.applyAsDouble(i))));
              text.append('\n');
            });
    return text.toString();
  }

  private Outcome replay(String csv, String... options) {
    try {
      Path file = Files.writeString(directory.resolve("export.csv"), csv);
      var out = new StringWriter();
      var err = new StringWriter();
      var all = new ArrayList<String>(List.of("--csv", file.toString()));
      all.addAll(List.of(options));
      int exitCode =
          new CommandLine(new ReplayCommand())
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(all.toArray(String[]::new));
      return new Outcome(
          exitCode, out.toString().lines().toList(), err.toString().lines().toList());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
