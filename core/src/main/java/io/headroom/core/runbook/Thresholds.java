package io.headroom.core.runbook;

import io.headroom.core.series.Bytes;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one number of a rule that a service may set for itself, by a tag of the rule's name. */
public final class Thresholds {

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?) ?%");
  private static final Pattern COUNT = Pattern.compile("\\d{1,4}");
  private static final Pattern RATE = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,4})?)(?: ?/ ?s)?");

  private Thresholds() {}

  /** The threshold as it would be written in a tag: {@code 85%}, {@code 10 MiB}, {@code 3}. */
  public static String of(Rule rule) {
    return switch (rule) {
      case UsageRule usage -> percent(usage.above());
      case GrowthRule growth -> growth.moreThan().toString();
      case LeakRule leak -> percent(leak.whileAbove());
      case RateRule rate -> number(rate.abovePerSecond()) + "/s";
      case OomKilledRule kills -> Integer.toString(kills.count());
      case RestartsRule restarts -> Integer.toString(restarts.count());
    };
  }

  /**
   * The same rule with another threshold. What clears it moves along: by as much for a share of the
   * limit, in proportion for anything else.
   *
   * @param value as {@link #of} writes it
   * @throws IllegalArgumentException if it is no threshold for such a rule; the message says what
   *     one looks like
   */
  public static Rule with(Rule rule, String value) {
    return switch (rule) {
      case UsageRule usage -> usage(usage, share(value, 1));
      case GrowthRule growth -> growth(growth, bytes(value));
      case LeakRule leak ->
          new LeakRule(
              leak.id(),
              leak.severity(),
              leak.of(),
              share(value, 0.99),
              leak.clearFor(),
              leak.summary());
      case RateRule rate -> rate(rate, perSecond(value));
      case OomKilledRule kills ->
          new OomKilledRule(
              kills.id(),
              kills.severity(),
              count(value),
              kills.within(),
              kills.clearFor(),
              kills.summary());
      case RestartsRule restarts ->
          new RestartsRule(
              restarts.id(),
              restarts.severity(),
              count(value),
              restarts.within(),
              restarts.clearFor(),
              restarts.summary());
    };
  }

  private static UsageRule usage(UsageRule rule, double above) {
    double distance = rule.above() - rule.clearBelow();
    double clear =
        above - distance > 0 ? above - distance : above * rule.clearBelow() / rule.above();
    return new UsageRule(
        rule.id(),
        rule.severity(),
        rule.of(),
        above,
        rule.forAtLeast(),
        rule.outOf(),
        clear,
        rule.clearFor(),
        rule.summary());
  }

  private static GrowthRule growth(GrowthRule rule, Bytes moreThan) {
    double share = (double) rule.clearBelow().value() / rule.moreThan().value();
    return new GrowthRule(
        rule.id(),
        rule.severity(),
        rule.of(),
        moreThan,
        rule.within(),
        rule.forAtLeast(),
        rule.outOf(),
        rule.whileAbove(),
        new Bytes(Math.max(1, (long) (moreThan.value() * share))),
        rule.clearFor(),
        rule.summary());
  }

  private static RateRule rate(RateRule rule, double above) {
    return new RateRule(
        rule.id(),
        rule.severity(),
        rule.of(),
        above,
        rule.within(),
        rule.forAtLeast(),
        rule.outOf(),
        above * rule.clearBelowPerSecond() / rule.abovePerSecond(),
        rule.clearFor(),
        rule.summary());
  }

  private static double share(String value, double most) {
    Matcher matcher = PERCENT.matcher(value);
    if (matcher.matches()) {
      double share = Double.parseDouble(matcher.group(1)) / 100;
      if (share > 0 && share <= most) {
        return share;
      }
    }
    throw wrong(value, "a share of the limit, more than 0% and at most " + percent(most), "85%");
  }

  private static Bytes bytes(String value) {
    try {
      Bytes bytes = Bytes.parse(value);
      if (bytes.value() > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    throw wrong(value, "more than no memory", "20MiB");
  }

  private static double perSecond(String value) {
    Matcher matcher = RATE.matcher(value);
    if (matcher.matches() && Double.parseDouble(matcher.group(1)) > 0) {
      return Double.parseDouble(matcher.group(1));
    }
    throw wrong(value, "a rate above 0", "15/s");
  }

  private static int count(String value) {
    if (COUNT.matcher(value).matches()) {
      int count = Integer.parseInt(value);
      if (count >= 1 && count <= 1_000) {
        return count;
      }
    }
    throw wrong(value, "a whole number from 1 to 1000", "3");
  }

  private static IllegalArgumentException wrong(String value, String what, String example) {
    return new IllegalArgumentException(
        "\"%s\" is not %s, such as %s".formatted(value, what, example));
  }

  private static String percent(double share) {
    return number(share * 100) + "%";
  }

  /** Without digits that a double only seems to have. */
  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.4f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
