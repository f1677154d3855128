package io.headroom.sandbox.replay;

import java.util.List;

/**
 * An export, read.
 *
 * @param series in the order of the file, each in order of time
 * @param time how its times are written
 * @param ratios whether the values are shares of the limit, not bytes
 * @param notes what was odd in it, for people
 */
record Export(List<ExportedSeries> series, TimeColumn time, boolean ratios, List<String> notes) {
  Export {
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }
}
