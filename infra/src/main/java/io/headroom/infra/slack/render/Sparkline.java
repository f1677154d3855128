package io.headroom.infra.slack.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Usage over time in block characters, for code in Slack. Ratios of the limit, oldest first; a gap
 * is empty and stays one: {@code ·}.
 */
public final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final char GAP = '·';

  /** So that 0.7 is half-way from 0.6 to 0.8, whatever doubles make of it. */
  private static final double ROUNDING = 1e-9;

  private Sparkline() {}

  /**
   * One line, from nothing to the limit: {@code ▃▃▄▄·▅▆▆▇}.
   *
   * @param columns most characters; several values share a character by their maximum
   */
  public static String line(List<Optional<Double>> ratios, int columns) {
    var line = new StringBuilder();
    for (Optional<Double> ratio : squeezed(ratios, columns)) {
      line.append(ratio.map(value -> block(value, 0, 1)).orElse(GAP));
    }
    return line.toString();
  }

  /**
   * Two lines that meet at a threshold: what stands in the upper one is above it. Each line begins
   * with the ratio at its bottom.
   *
   * <pre>
   * 80% ┤           ▁▂▄▅▆
   * 50% ┤▁▁▂▃▃·▅▆▇▇██████
   * </pre>
   *
   * @param threshold above 0, at most 1
   * @param columns most characters beside the scale
   */
  public static String chart(List<Optional<Double>> ratios, double threshold, int columns) {
    List<Optional<Double>> shown = squeezed(ratios, columns);
    double lowest = shown.stream().flatMap(Optional::stream).min(Double::compare).orElse(0.0);
    double highest = shown.stream().flatMap(Optional::stream).max(Double::compare).orElse(1.0);
    double floor = Math.max(0, Math.min(tenth(lowest), tenth(threshold - 0.01)));
    double top = Math.max(1, highest);
    var above = new StringBuilder();
    var below = new StringBuilder();
    for (Optional<Double> ratio : shown) {
      boolean over = ratio.isPresent() && ratio.get() > threshold;
      above.append(over ? block(ratio.get(), threshold, top) : ' ');
      below.append(ratio.map(value -> block(value, floor, threshold)).orElse(GAP));
    }
    return "%3.0f%% ┤%s\n%3.0f%% ┤%s"
        .formatted(threshold * 100, above.toString().stripTrailing(), floor * 100, below);
  }

  private static double tenth(double ratio) {
    return Math.floor(ratio * 10) / 10;
  }

  private static char block(double value, double from, double to) {
    double share = to <= from ? 0 : (value - from) / (to - from);
    int level = (int) Math.floor(share * BLOCKS.length() + ROUNDING);
    return BLOCKS.charAt(Math.clamp(level, 0, BLOCKS.length() - 1));
  }

  private static List<Optional<Double>> squeezed(List<Optional<Double>> ratios, int columns) {
    if (ratios.size() <= columns) {
      return ratios;
    }
    int share = (ratios.size() + columns - 1) / columns;
    var shown = new ArrayList<Optional<Double>>();
    int first = ratios.size() % share;
    if (first > 0) {
      shown.add(highest(ratios.subList(0, first)));
    }
    for (int from = first; from < ratios.size(); from += share) {
      shown.add(highest(ratios.subList(from, from + share)));
    }
    return shown;
  }

  private static Optional<Double> highest(List<Optional<Double>> ratios) {
    return ratios.stream().flatMap(Optional::stream).max(Double::compare);
  }
}
