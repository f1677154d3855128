package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.backtest.Condition;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.series.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series of every step, alone and together in a file: the step is each series's own. */
final class StepsTest {

  private static final long START = 1_772_323_200L;
  private static final int HOURS = 30;
  private static final Bytes LIMIT = Bytes.mib(1000);

  @TempDir private Path directory;

  private record Point(long second, double mib) {}

  @Test
  void aSeriesSaysTheSameAloneAndBesideSeriesOfOtherSteps() throws Exception {
    var together = new TreeMap<String, List<Point>>();
    for (int step : new int[] {15, 30, 60, 90, 300, 600}) {
      together.put("every-%03d".formatted(step), course(step, 0));
    }
    together.put("jitter-060", course(60, 8));
    together.put("jitter-300", course(300, 20));

    Map<String, List<String>> mixed = replayed(together);

    for (var one : together.entrySet()) {
      Map<String, List<String>> alone = replayed(Map.of(one.getKey(), one.getValue()));
      assertThat(mixed.get(one.getKey()))
          .as(one.getKey())
          .isNotEmpty()
          .isEqualTo(alone.get(one.getKey()));
      assertThat(mixed.get(one.getKey()))
          .as(one.getKey())
          .anySatisfy(line -> assertThat(line).contains("ALERT container-limit/memory-high"))
          .anySatisfy(line -> assertThat(line).contains("CLEAR container-limit/memory-high"));
    }
  }

  /** Of one minute the highest counts, so that a faster series says what a slower one does. */
  @ParameterizedTest
  @CsvSource({"15, 0", "30, 0", "60, 8", "90, 0", "120, 0", "300, 0", "300, 20", "600, 0"})
  void theStepMovesAnAlertByLittleMoreThanItself(int step, int jitter) throws Exception {
    Map<String, List<String>> replayed =
        replayed(Map.of("minutes", course(60, 0), "other", course(step, jitter)));

    List<Long> minutes = times(replayed.getOrDefault("minutes", List.of()));
    List<Long> other = times(replayed.getOrDefault("other", List.of()));

    assertThat(other).hasSameSizeAs(minutes);
    for (int i = 0; i < minutes.size(); i++) {
      assertThat(other.get(i) - minutes.get(i)).isBetween(-2L * step - 60, 2L * step + 60);
    }
  }

  @Test
  void aStepThatChangesHalfWayIsFollowed() throws Exception {
    var points = new ArrayList<Point>();
    points.addAll(course(300, 0));
    course(60, 0).forEach(p -> points.add(new Point(p.second() + HOURS * 3600L, p.mib())));

    assertThat(replayed(Map.of("a", points)).get("a"))
        .filteredOn(line -> line.contains("ALERT container-limit/memory-high"))
        .hasSize(4);
  }

  @Test
  void aPauseOfASeriesIsAGapWhateverTheStepsOfOthers() throws Exception {
    // Two values above the threshold, half an hour apart: nobody knows what was between them.
    var paused = new ArrayList<Point>();
    for (int minute = 0; minute < 180; minute++) {
      if (minute < 60 || minute >= 90) {
        paused.add(new Point(START + 60L * minute, minute == 59 || minute == 90 ? 900 : 500));
      }
    }

    assertThat(replayed(Map.of("paused", paused, "slow", course(1800, 0))))
        .doesNotContainKey("paused");
  }

  /** Half the limit, and three quarters of an hour at 90 % of it, twice. */
  private static List<Point> course(int step, int jitter) {
    var random = new SplittableRandom(7);
    var points = new ArrayList<Point>();
    for (long second = 0; second < HOURS * 3600L; second += step) {
      long at = second + (jitter == 0 ? 0 : random.nextInt(2 * jitter) - jitter);
      boolean high = at / 2700 == 5 || at / 2700 == 20;
      points.add(new Point(START + Math.max(0, at), high ? 900 : 500));
    }
    return points;
  }

  private static List<Long> times(List<String> lines) {
    return lines.stream()
        .filter(line -> line.contains("container-limit/memory-high"))
        .map(line -> Long.parseLong(line.substring(0, line.indexOf(' '))))
        .toList();
  }

  /** What was told of each series; one column each, empty where it has no value at that time. */
  private Map<String, List<String>> replayed(Map<String, List<Point>> series) throws Exception {
    List<String> names = series.keySet().stream().sorted().toList();
    var rows = new TreeMap<Long, Map<String, Double>>();
    series.forEach(
        (name, points) ->
            points.forEach(
                point ->
                    rows.computeIfAbsent(point.second(), second -> new TreeMap<>())
                        .put(name, point.mib())));
    var text = new StringBuilder("time," + String.join(",", names) + "\n");
    rows.forEach(
        (second, row) ->
            text.append(second)
                .append(
                    names.stream()
                        .map(name -> "," + (row.containsKey(name) ? row.get(name) : ""))
                        .collect(Collectors.joining()))
                .append('\n'));
    Path file = Files.writeString(directory.resolve("export.csv"), text);
    Layout layout =
        new Layout(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Unit.MIB));
    List<Condition> conditions =
        new RunnableRules(Condition.each(Runbooks.bundled().all())).of(true, false);
    return ExportReader.read(file, layout).series().stream()
        .flatMap(one -> SeriesReplay.of(one, Optional.of(LIMIT), false, conditions).stream())
        .sorted(Comparator.comparingLong(Sighting::at))
        .collect(
            Collectors.groupingBy(
                Sighting::series,
                TreeMap::new,
                Collectors.mapping(
                    seen ->
                        "%d %s %s"
                            .formatted(
                                seen.at() / 1000,
                                seen.change().event(),
                                seen.change().condition().key()),
                    Collectors.toList())));
  }
}
