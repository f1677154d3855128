package io.headroom.bench.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What the benchmark writes: tables, pictures, series. */
final class OutputTest {

  private static final double MIB = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void tablesTellClassesApartAndNameWhoWatched() throws Exception {
    var run = new Run<SeriesClass>(List.of(Contestant.USAGE, Contestant.STATIC_90));
    run.replay(SeriesClass.LINEAR, List.of(toTheLimit()), 1, _ -> {});
    run.replay(SeriesClass.STABLE_HIGH, List.of(high()), 1, _ -> {});

    String text = new Report(run, new Starts()).markdown();

    // 80 % is passed after 160 of 200 minutes and told after five; of the day one false alarm.
    assertThat(text)
        .contains("| usage rules alone | 0.500 | 1.000 | 0.667 | 0.6 |")
        .contains(
            "| linear | 1 | 1.00 | 1.00 | 1.00 | 1.00 | 0.6 | 0.6 | 0.00 | 0.00 | – | – | – |")
        .contains("| static 90 % | 1.000 | 1.000 | 1.000 |")
        .contains("| stable-high | 7.00 | 0.00 |");
  }

  @Test
  void whatBothSayIsMadeOfWhatEachSays() throws Exception {
    var run = new Run<SeriesClass>(List.of(Contestant.values()).subList(0, 4));
    run.replay(SeriesClass.STABLE_HIGH, List.of(high()), 1, _ -> {});

    assertThat(run.score(Contestant.USAGE, SeriesClass.STABLE_HIGH).falseAlarms()).isEqualTo(1);
    assertThat(run.score(Contestant.BOTH, SeriesClass.STABLE_HIGH).falseAlarms()).isEqualTo(1);
    assertThat(run.score(Contestant.BOTH_USAGE_TRUE, SeriesClass.STABLE_HIGH).falseAlarms())
        .isEqualTo(run.score(Contestant.LEAK, SeriesClass.STABLE_HIGH).falseAlarms())
        .isZero();
  }

  @Test
  void picturesAreXmlOfOneFileForEachClass() throws Exception {
    var gallery = new Gallery();
    Judgement missed = Judgement.of(Replay.of(toTheLimit(), (_, _) -> Signal.QUIET));
    Judgement caught = Judgement.of(Replay.of(toTheLimit(), new UsageWatch(1000 * MIB)));
    gallery.judged(SeriesClass.LINEAR, Map.of(Contestant.LEAK, missed, Contestant.USAGE, caught));
    gallery.judged(SeriesClass.LINEAR, Map.of(Contestant.LEAK, caught));
    gallery.judged(SeriesClass.LINEAR, Map.of(Contestant.LEAK, caught));
    gallery.write(folder);

    String svg = Files.readString(folder.resolve("linear.svg"));
    DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
    assertThat(svg)
        .containsOnlyOnce("missed by the leak detector")
        .containsOnlyOnce("caught by the leak detector, 1 h before the limit")
        .doesNotContain("NaN");
    assertThat(folder).isDirectoryContaining("glob:**linear.svg");
  }

  @Test
  void whatIsWrittenIsReadAgainAsItWas() throws IOException {
    List<Series> drawn = new Generator(5).draw(SeriesClass.MISSING_DATA, 3);
    new SeriesFiles(folder).write(SeriesClass.MISSING_DATA, drawn);
    Files.delete(folder.resolve("truth.csv"));

    List<Series> read = new Traces().read(folder).getOrDefault("missing-data.csv", List.of());

    for (Series series : drawn) {
      Series again =
          read.stream().filter(r -> r.name().equals(series.name())).findFirst().orElseThrow();
      int first = 0;
      while (Double.isNaN(series.at(first))) {
        first++;
      }
      assertThat(again.limit()).isEqualTo(series.limit());
      for (int minute = 0; minute < again.minutes(); minute++) {
        double bytes = series.at(first + minute);
        assertThat(again.at(minute))
            .matches(value -> Double.isNaN(value) == Double.isNaN(bytes))
            .matches(value -> Double.isNaN(value) || Math.abs(value - bytes) < 0.001 * MIB);
      }
    }
  }

  private static Series toTheLimit() {
    var bytes = new double[201];
    for (int minute = 0; minute < bytes.length; minute++) {
      bytes[minute] = 5 * minute * MIB;
    }
    return new Series("to-the-limit", 1000 * MIB, bytes, List.of(), List.of(new Leak(0, 200)));
  }

  private static Series high() {
    var bytes = new double[24 * 60];
    Arrays.fill(bytes, 870 * MIB);
    return new Series("high", 1000 * MIB, bytes, List.of(), List.of());
  }
}
