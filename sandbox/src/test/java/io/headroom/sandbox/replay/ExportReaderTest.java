package io.headroom.sandbox.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.core.series.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ExportReaderTest {

  private static final Layout WIDE =
      new Layout(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {",", ";", "\t"})
  void readsATimeAndAColumnPerSeries(String separator) throws Exception {
    Export export =
        read(
            """
            t_sec,web-1,"web, the other"
            0,100,200
            60,,300

            120,NaN,"400"
            """
                .replace("web, the other", "web" + separator + " the \"\"other\"\"")
                .replace(",", separator)
                .replace("\r\n", "\n"));

    assertThat(export.series())
        .extracting(ExportedSeries::name)
        .containsExactly("web-1", "web" + separator + " the \"other\"");
    assertThat(values(export, 0)).isEqualTo("0:100 ");
    assertThat(values(export, 1)).isEqualTo("0:200 60000:300 120000:400 ");
  }

  @Test
  void readsWhatOtherSystemsWrite() throws Exception {
    Export export = read("\uFEFFtime;a;\r\n2026-03-01 00:00;1,5;\r\n2026-03-01 00:01;2,5;\r\n");

    assertThat(values(export, 0)).isEqualTo("1772323200000:1.5 1772323260000:2.5 ");
    assertThat(export.series()).hasSize(1);
  }

  @Test
  void readsARowPerSeriesAndTimeWithALimitThatChanges() throws Exception {
    Layout layout =
        new Layout(
            Optional.of("timestamp"),
            Optional.of("run"),
            Optional.of("used_MiB"),
            Optional.of("total_bytes"),
            Optional.empty());
    Export export =
        read(
            """
            run,timestamp,used_MiB,total_bytes,cached
            a,2024-01-13 23:48:12,1,2097152,x
            b,2024-01-13 23:48:12,2,,
            a,2024-01-13 23:49:12,3,4194304,
            """,
            layout);

    assertThat(export.series()).extracting(ExportedSeries::name).containsExactly("a", "b");
    ExportedSeries a = export.series().getFirst();
    assertThat(a.value(1)).isEqualTo((double) Bytes.mib(3).value());
    assertThat(a.limit(0)).isEqualTo(2_097_152);
    assertThat(a.limit(1)).isEqualTo(4_194_304);
    assertThat(export.series().getLast().limited()).isFalse();
  }

  @Test
  void takesTheUnitFromTheNamesOfTheColumns() throws Exception {
    assertThat(values(read("t,a_MiB,b_MiB\n0,1,2\n"), 1)).isEqualTo("0:2097152 ");
    assertThat(values(read("t,a\n0,1 MiB\n"), 0)).isEqualTo("0:1048576 ");
  }

  @Test
  void countsCellsThatAreNoAmountAndTreatsThemAsGaps() throws Exception {
    Export export =
        read("t,a,b\n0,-1,1e9\n60,Infinity,1e9\n120,1e300,1e9\n180,abc,1e9\n240,2e9,1e9\n");

    assertThat(values(export, 0)).isEqualTo("240000:2000000000 ");
    assertThat(export.notes())
        .containsExactly(
            "a: 4 cells are no amount of memory and count as gaps, the first in line 2, column 2"
                + " \"-1\"");
  }

  @Test
  void sortsByTimeAndTakesTheLastOfTwo() throws Exception {
    Export export = read("t,a\n120,3e9\n0,1e9\n60,2e9\n60,5e9\n");

    assertThat(values(export, 0)).isEqualTo("0:1000000000 60000:5000000000 120000:3000000000 ");
    assertThat(export.notes()).singleElement().asString().contains("out of order or came twice");
  }

  @Test
  void shortRowsAreGapsAndToldOnce() throws Exception {
    Export export = read("t,a,b\n0,1e9,1e9\n60,1e9\n120\n");

    assertThat(values(export, 1)).isEqualTo("0:1000000000 ");
    assertThat(export.notes())
        .containsExactly(
            "2 rows have fewer cells than the first line, the first in line 3; what is missing is a"
                + " gap");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sep=;\\nt;a\\n0;1500\\n              | 0:1500
          t,1,2\\n0,1500,1600\\n               | 0:1500
          ,time,a\\n0,60,1500\\n1,120,1600\\n  | 60000:1500 120000:1600
          ,a\\n60,1500\\n                      | 60000:1500
          t,a\\n0,1500\\n,\\n                  | 0:1500
          t,a\\n0,"1,500,000.5"\\n             | 0:1500000.5
          t;a\\n0;1.500,5\\n                   | 0:1500.5
          t,a\\n0,1.5e3\\n60,-\\n120,null\\n   | 0:1500
          t,a\\n0,12d\\n60,0x1p4\\n120,7\\n    | 120000:7
          t,a\\n1704164645000,5\\n             | 1704164645000:5
          t,a\\n1704164645,5\\n                | 1704164645000:5
          t,a\\n2024-01-02 03:04:05,5\\n       | 1704164645000:5
          t,a\\n2024-01-02T03:04:05Z,5\\n      | 1704164645000:5
          t,a\\n2024-01-02T04:04:05+01:00,5\\n | 1704164645000:5
          t,a\\n2024-01-02 03:04:05+00,5\\n    | 1704164645000:5
          """)
  void readsOddExportsAllTheSame(String text, String expected) throws Exception {
    Export export = read(text.replace("\\n", "\n"));

    assertThat(values(export, 0).strip()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"%, 85", "%, 85%", "ratio, 0.85", "ratio, 85%", "percent, 85 %"})
  void sharesOfTheLimitAreReadInEveryNotation(String unit, String cell) throws Exception {
    Layout layout =
        new Layout(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(Unit.of(unit)));

    Export export = read("t,a\n0," + cell + "\n60,1001%\n", layout);

    assertThat(export.ratios()).isTrue();
    assertThat(values(export, 0)).isEqualTo("0:0.85 ");
    assertThat(export.notes()).singleElement().asString().contains("1 cell is no amount");
  }

  @Test
  void saysWhichColumnsHoldNothingOrHaveNoName() throws Exception {
    assertThat(read("t,a,,b\n0,2e9,7,\n").notes())
        .containsExactly("column 3 has no name and is left out", "b: there is no value of it");
  }

  @Test
  void whatIsFarAboveTheLimitIsAGapAndSaidOnce() throws Exception {
    ExportedSeries series = read("t,a\n0,2e9\n60,1e12\n120,2e9\n180,3e12\n").series().getFirst();

    assertThat(series.bound(Optional.of(Bytes.mib(1024))))
        .contains(
            "a: 2 samples are more than 10 times the limit; they count as gaps. Check --unit and"
                + " the limit");
    assertThat(series.size()).isEqualTo(2);
    assertThat(series.time(1)).isEqualTo(120_000);
    assertThat(series.bound(Optional.of(Bytes.mib(1024)))).isEmpty();
    assertThat(series.bound(Optional.empty())).isEmpty();
  }

  @Test
  void asksForTheUnitWhereBytesCannotBeMeant() throws Exception {
    assertThat(read("t,a\n0,512\n").notes()).singleElement().asString().contains("--unit MiB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                          | : the file is empty. Its first line must name the columns.
          t,a\\n                      | : there is no row below the line that names the columns.
          t\\n0\\n                    | :1: only one column.
          0,5\\n60,6\\n               | :1: the first line must name the columns, but it holds numbers.
          t,a,a\\n0,1,2\\n            | :1, column 3: "a" is the name of column 2 already.
          t,a\\nsoon,1\\n             | :2, column 1: "soon" is no time.
          t,a\\n0,1\\n\\n2026-01-01,2 | :4, column 1: "2026-01-01" is no time like those above it.
          t,a\\n0,1,7\\n              | :2, column 3: this row has 3 cells, but the first line names 2
          t,a\\n0,"1\\n60,2\\n        | :2, column 2: the quote that opens here is not closed.
          t,a\\0\\n                   | :1: this is not UTF-8 text.
          t,a\\n0,85%\\n              | :2, column 2: "85%" is a share of the limit. Say so: --unit %
          t,\\n0,1\\n                 | :1: no column but the time has a name. Name the series.
          t;a\\n0;1\\nTotal;2\\n      | :3, column 1: "Total" is no time like those above it.
          1,2\\n60,6\\n               | :1: the first line must name the columns
          """)
  void saysWhereAFileIsWrong(String text, String message) {
    Path file = write(text.replace("\\n", "\n").replace("\\0", "\0"));

    assertThatThrownBy(() -> ExportReader.read(file, WIDE))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + message);
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    assertThatThrownBy(() -> ExportReader.read(directory.resolve("gone.csv"), WIDE))
        .isInstanceOf(BadInput.class)
        .hasMessageContaining("gone.csv: no such file");
  }

  @Test
  void namesTheColumnsThereAre() {
    Layout layout =
        new Layout(
            Optional.empty(),
            Optional.of("pod"),
            Optional.of("used"),
            Optional.empty(),
            Optional.empty());

    assertThatThrownBy(() -> read("t,name,used\n0,a,1\n", layout))
        .hasMessageContaining("--series: there is no column \"pod\"; there are t, name, used");
  }

  private Export read(String text) throws BadInput, IOException {
    return read(text, WIDE);
  }

  private Export read(String text, Layout layout) throws BadInput, IOException {
    return ExportReader.read(write(text), layout);
  }

  private Path write(String text) {
    try {
      return Files.writeString(directory.resolve("export.csv"), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String values(Export export, int index) {
    ExportedSeries series = export.series().get(index);
    var text = new StringBuilder();
    for (int i = 0; i < series.size(); i++) {
      String value =
          java.math.BigDecimal.valueOf(series.value(i)).stripTrailingZeros().toPlainString();
      text.append(series.time(i)).append(':').append(value).append(' ');
    }
    return text.toString();
  }
}
