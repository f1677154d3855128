package io.headroom.sandbox.replay;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.headroom.core.backtest.Change;
import io.headroom.core.backtest.Change.Event;
import io.headroom.core.backtest.Outlook;
import io.headroom.core.detect.leak.Growth;
import io.headroom.core.detect.leak.TimeLeft;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Prints what a replay found, a line each. As JSON every line has the same names; a value that does
 * not apply is {@code null}:
 *
 * <ul>
 *   <li>{@code at} the moment, ISO-8601 in UTC; of a recording that counts from its start, counted
 *       from 1970
 *   <li>{@code seconds} the same as a number: since 1970, or since the recording's start
 *   <li>{@code series}, {@code event} ({@code alert} or {@code clear}), {@code kind} of the rule
 *       ({@code leak}, {@code usage} or {@code growth}), {@code rule}, {@code runbook}, {@code
 *       severity}, {@code reason}, {@code summary} of the rule
 *   <li>{@code verdict} and {@code confidence} ({@code low}, {@code medium}, {@code high})
 *   <li>{@code timeLeft} to the limit, in hours: {@code low}, {@code likely}, {@code high}
 *   <li>{@code usedBytes}, {@code limitBytes}, {@code usedRatio}
 *   <li>{@code growthBytesPerHour}
 * </ul>
 */
final class ReplayPrinter {

  private static final Gson JSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final double SECONDS_IN_HOUR = 3600;

  private final PrintWriter out;
  private final boolean json;
  private final boolean sinceStart;
  private final int width;

  /**
   * @param width of the longest name of a series, to align the others
   */
  ReplayPrinter(PrintWriter out, boolean json, boolean sinceStart, int width) {
    this.out = out;
    this.json = json;
    this.sinceStart = sinceStart;
    this.width = Math.clamp(width, 1, 50);
  }

  void print(Sighting sighting) {
    out.println(json ? JSON.toJson(object(sighting)) : line(sighting));
  }

  private String line(Sighting sighting) {
    Change change = sighting.change();
    Outlook outlook = sighting.outlook();
    boolean alert = change.event() == Event.ALERT;
    var text = new StringBuilder();
    text.append(
        "%s  %-5s  %-6s  %-4s  %-38s  %s  "
            .formatted(
                time(sighting.at()),
                alert ? "ALERT" : "clear",
                change.condition().kind().word(),
                alert ? change.condition().rule().severity() : "",
                change.condition().key(),
                padded(sighting.series())));
    text.append(used(sighting));
    if (alert) {
      boolean bytes = sighting.used().isPresent();
      text.append("; ")
          .append(bytes ? Words.verdict(outlook.verdict()) : Words.kind(outlook.verdict()));
      sighting
          .timeLeft()
          .ifPresent(left -> text.append("; time left ").append(Words.timeLeft(left)));
    }
    return text.toString();
  }

  private static String used(Sighting sighting) {
    String share = sighting.share().map(Ratio::toString).orElse("");
    return sighting
        .used()
        .map(
            used ->
                sighting
                    .knownLimit()
                    .map(limit -> "%s of %s (%s)".formatted(used, limit, share))
                    .orElseGet(used::toString))
        .orElseGet(() -> share + " of the limit");
  }

  private String time(long at) {
    if (!sinceStart) {
      return SECOND.format(Instant.ofEpochMilli(at));
    }
    Duration since = Duration.ofMillis(at);
    return "+%d d %02d:%02d:%02d"
        .formatted(
            since.toDays(), since.toHoursPart(), since.toMinutesPart(), since.toSecondsPart());
  }

  private String padded(String series) {
    return series + " ".repeat(Math.max(0, width - series.length()));
  }

  private static JsonObject object(Sighting sighting) {
    Change change = sighting.change();
    Outlook outlook = sighting.outlook();
    var object = new JsonObject();
    object.addProperty("at", Instant.ofEpochMilli(sighting.at()).toString());
    object.addProperty("seconds", whole(sighting.at() / 1000.0));
    object.addProperty("series", sighting.series());
    object.addProperty("event", change.event().name().toLowerCase(Locale.ROOT));
    object.addProperty("kind", change.condition().kind().word());
    object.addProperty("rule", change.condition().rule().id());
    object.addProperty("runbook", change.condition().runbook().id());
    object.addProperty("severity", change.condition().rule().severity().name());
    object.addProperty("reason", change.evaluation().reason().name());
    object.addProperty("summary", change.condition().rule().summary());
    object.addProperty("verdict", Words.kind(outlook.verdict()));
    object.addProperty("confidence", Words.confidence(outlook.verdict()));
    object.add("timeLeft", JsonNull.INSTANCE);
    sighting.timeLeft().ifPresent(left -> object.add("timeLeft", object(left)));
    object.addProperty("usedBytes", sighting.used().map(Bytes::value).orElse(null));
    object.addProperty("limitBytes", sighting.knownLimit().map(Bytes::value).orElse(null));
    object.addProperty(
        "usedRatio", sighting.share().map(share -> rounded(share.value(), 1e4)).orElse(null));
    object.addProperty(
        "growthBytesPerHour", sighting.growth().map(Growth::likely).map(Bytes::value).orElse(null));
    return object;
  }

  private static JsonObject object(TimeLeft left) {
    var object = new JsonObject();
    object.addProperty("low", hours(left.low()));
    object.addProperty("likely", hours(left.likely()));
    object.addProperty("high", hours(left.high()));
    return object;
  }

  private static Number whole(double number) {
    long whole = Math.round(number);
    return whole == number ? (Number) whole : (Number) number;
  }

  private static double hours(Duration time) {
    return rounded(time.toSeconds() / SECONDS_IN_HOUR, 1e2);
  }

  private static double rounded(double number, double places) {
    return Math.round(number * places) / places;
  }
}
