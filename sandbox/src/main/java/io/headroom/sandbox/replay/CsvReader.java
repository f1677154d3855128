package io.headroom.sandbox.replay;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads separated values row by row (RFC 4180): comma, semicolon or tab, whichever the first line
 * has most of; quoted cells may hold separators, line ends and doubled quotes. UTF-8. Lines without
 * any value are skipped, and so is Excel's {@code sep=;}. Not for several threads.
 */
final class CsvReader implements Closeable {

  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final int END = -1;

  /** A cell longer than this is a quote that was never closed. */
  private static final int LONGEST_CELL = 1 << 16;

  private final Path file;
  private final BufferedReader text;
  private final char separator;
  private final List<String> row = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private long nextLine = 1;
  private long line;

  private CsvReader(Path file, BufferedReader text, char separator) {
    this.file = file;
    this.text = text;
    this.separator = separator;
  }

  /**
   * Opens a file.
   *
   * @throws BadInput if it is not there, not readable, empty, or not text
   */
  static CsvReader open(Path file) throws BadInput, IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw BadInput.in(file, "no such file, or it may not be read. Give the path of a CSV file.");
    }
    var text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16);
    skipByteOrderMark(text);
    return new CsvReader(file, text, separator(file, text));
  }

  private static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != '\uFEFF') {
      text.reset();
    }
  }

  private static char separator(Path file, BufferedReader text) throws BadInput, IOException {
    text.mark(LONGEST_CELL);
    int[] seen = new int[SEPARATORS.length];
    boolean quoted = false;
    boolean blank = true;
    for (int i = 0; i < LONGEST_CELL - 1; i++) {
      int next = text.read();
      if (next == 0) {
        text.close();
        throw BadInput.at(
            file, 1, "this is not UTF-8 text. Save the export as CSV in UTF-8 (not UTF-16).");
      }
      if (next == END || (next == '\n' && !quoted && !blank)) {
        break;
      }
      quoted ^= next == '"';
      blank &= Character.isWhitespace(next);
      for (int s = 0; s < SEPARATORS.length; s++) {
        seen[s] += next == SEPARATORS[s] && !quoted ? 1 : 0;
      }
    }
    text.reset();
    int most = 0;
    for (int s = 1; s < SEPARATORS.length; s++) {
      most = seen[s] > seen[most] ? s : most;
    }
    return SEPARATORS[most];
  }

  /**
   * Moves to the next row that is not empty.
   *
   * @return false at the end
   * @throws BadInput for a quote that is not closed
   */
  boolean next() throws BadInput, IOException {
    do {
      line = nextLine;
      row.clear();
      if (!read()) {
        return false;
      }
    } while (row.stream().allMatch(String::isEmpty) || namesTheSeparator());
    return true;
  }

  /** Excel's own first line: {@code sep=;}. */
  private boolean namesTheSeparator() {
    return line == 1
        && row.getFirst().toLowerCase(Locale.ROOT).startsWith("sep=")
        && row.stream().skip(1).allMatch(String::isEmpty);
  }

  /** The cells of the row, stripped of the blanks around them; the list is reused. */
  List<String> row() {
    return row;
  }

  /** The cell of an index from 0; empty beyond the row's end. */
  String cell(int index) {
    return index < row.size() ? row.get(index) : "";
  }

  /** The line on which the row began, from 1. */
  long line() {
    return line;
  }

  /** What stands between two cells. */
  char separator() {
    return separator;
  }

  private boolean read() throws BadInput, IOException {
    int next = text.read();
    if (next == END) {
      return false;
    }
    boolean quoted = false;
    while (true) {
      if (quoted) {
        quoted = quoted(next);
      } else if (next == separator || next == '\n' || next == END) {
        row.add(cell.toString().strip());
        cell.setLength(0);
        nextLine += next == '\n' ? 1 : 0;
        if (next != separator) {
          return true;
        }
      } else if (next == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (next != '\r') {
        cell.append((char) next);
      }
      next = text.read();
    }
  }

  /** Takes one character between quotes; whether the quotes are still open after it. */
  private boolean quoted(int next) throws BadInput, IOException {
    if (next == '"') {
      text.mark(1);
      if (text.read() == '"') {
        cell.append('"');
        return true;
      }
      text.reset();
      return false;
    }
    if (next == END || cell.length() > LONGEST_CELL) {
      throw BadInput.at(
          file, line, row.size() + 1, "the quote that opens here is not closed. Add the other \".");
    }
    nextLine += next == '\n' ? 1 : 0;
    cell.append((char) next);
    return true;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
