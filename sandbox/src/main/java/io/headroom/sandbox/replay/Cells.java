package io.headroom.sandbox.replay;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The numbers in the cells of an export: {@code 12}, {@code 1.5e9}, {@code 1,234.5} between quotes,
 * {@code 1,5} where commas do not separate, and amounts that say their unit.
 *
 * @param separator of the cells
 */
record Cells(char separator) {

  private static final int LONGEST_SHOWN = 60;

  private static final Set<String> EMPTY =
      Set.of("", "nan", "null", "none", "na", "n/a", "#n/a", "-", "--", "<na>", "undefined");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(?:,\\d{3})+(?:\\.\\d*)?");
  private static final Pattern GROUPED_BY_POINTS =
      Pattern.compile("[+-]?\\d{1,3}(?:\\.\\d{3})+,\\d+");

  /** Whether a cell stands for no value. */
  static boolean empty(String cell) {
    return EMPTY.contains(cell.toLowerCase(Locale.ROOT));
  }

  /** A cell for people, who need not see a long one whole. */
  static String shortened(String cell) {
    return cell.length() <= LONGEST_SHOWN ? cell : cell.substring(0, LONGEST_SHOWN) + "...";
  }

  /** Whether a cell says that it is a share of the limit. */
  static boolean percent(String cell) {
    return cell.endsWith("%");
  }

  /** What a cell stands for: bytes, or a share of the limit, as the unit has it; NaN if nothing. */
  double value(String cell, Unit unit) {
    if (unit.share() && percent(cell)) {
      return Unit.PERCENT.one() * number(cell.substring(0, cell.length() - 1).strip());
    }
    double number = number(cell);
    return Double.isNaN(number) && !unit.share() ? withUnit(cell) : unit.one() * number;
  }

  private double number(String cell) {
    if (cell.indexOf(',') < 0) {
      return NUMBER.matcher(cell).matches() ? Double.parseDouble(cell) : Double.NaN;
    }
    boolean several = cell.indexOf(',') != cell.lastIndexOf(',');
    if (separator == ',' || several) {
      return GROUPED.matcher(cell).matches() ? number(cell.replace(",", "")) : Double.NaN;
    }
    String whole = GROUPED_BY_POINTS.matcher(cell).matches() ? cell.replace(".", "") : cell;
    return number(whole.replace(',', '.'));
  }

  private static double withUnit(String cell) {
    try {
      return Unit.amount(cell).value();
    } catch (IllegalArgumentException _) {
      return Double.NaN;
    }
  }
}
