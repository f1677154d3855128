package io.headroom.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What was measured, as tables in Markdown; the first contestant is what the others are held to.
 */
record Report(
    List<Contestant> contestants,
    Map<Contestant, List<Sample>> samples,
    Map<Contestant, Inside> inside) {

  String markdown() {
    var lines = new ArrayList<String>();
    lines.add(
        "| first answer, ms | n | 10th percentile | median | 90th percentile | median / Bolt for"
            + " JavaScript | processor time, median |");
    lines.add("|---|--:|--:|--:|--:|--:|--:|");
    double yardstick = Sample.median(of(contestants.getFirst()), Sample::answered);
    for (Contestant each : contestants) {
      double median = Sample.median(of(each), Sample::answered);
      lines.add(
          row(
              each.name(),
              Integer.toString(of(each).size()),
              millis(Sample.quantile(of(each), Sample::answered, 0.1)),
              millis(median),
              millis(Sample.quantile(of(each), Sample::answered, 0.9)),
              String.format(Locale.ROOT, "%.2f", median / yardstick),
              step(each, Sample::processor)));
    }
    lines.add("");
    lines.add(
        "| medians, ms | process and code loaded | until the secret is asked for | until the"
            + " database is | until answered |");
    lines.add("|---|--:|--:|--:|--:|");
    for (Contestant each : contestants) {
      lines.add(
          row(
              each.name(),
              step(each, Sample::ready),
              step(each, sample -> sample.secret() - sample.ready()),
              step(each, sample -> sample.database() - sample.secret()),
              step(each, sample -> sample.answered() - sample.database())));
    }
    lines.add("");
    lines.add(
        "| after the first answer | classes | of these from a cache | heap, MiB | most memory, MiB"
            + " |");
    lines.add("|---|--:|--:|--:|--:|");
    for (Contestant each : contestants) {
      Inside process = inside.get(each);
      if (process != null) {
        lines.add(
            row(
                each.name(),
                text(process.classes()),
                text(process.cachedClasses()),
                process.heapKib().map(Report::mebibytes).orElse("–"),
                mebibytes(process.residentKib())));
      }
    }
    return String.join("\n", lines);
  }

  private List<Sample> of(Contestant contestant) {
    return samples.getOrDefault(contestant, List.of());
  }

  private String step(Contestant contestant, ToDoubleFunction<Sample> of) {
    return millis(Sample.median(of(contestant), of));
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String millis(double value) {
    return Long.toString(Math.round(value));
  }

  private static String text(Optional<Long> number) {
    return number.map(each -> String.format(Locale.ROOT, "%,d", each)).orElse("–");
  }

  private static String mebibytes(long kib) {
    return String.format(Locale.ROOT, "%.1f", kib / 1024.0);
  }
}
