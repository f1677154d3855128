package io.headroom.sandbox.replay;

import java.util.Optional;

/**
 * Which column of an export is what. Without {@code series} and {@code value} every column but the
 * time is a series of its own.
 *
 * @param time name of the column with the times; empty for the first
 * @param series name of the column that names the series of each row
 * @param value name of the column with the memory used
 * @param limit name of a column with the limit; it may change from row to row
 * @param unit of the numbers; empty to go by the names of the columns, else bytes
 */
record Layout(
    Optional<String> time,
    Optional<String> series,
    Optional<String> value,
    Optional<String> limit,
    Optional<Unit> unit) {

  Layout {
    if (series.isPresent() && value.isEmpty()) {
      throw new IllegalArgumentException(
          "--series needs --value COLUMN too: the column with the memory used");
    }
    if (limit.isPresent() && value.isEmpty()) {
      throw new IllegalArgumentException(
          "--limit-column needs --value COLUMN too: the column with the memory used");
    }
  }
}
