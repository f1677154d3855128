package io.headroom.infra.slack.render;

import io.headroom.core.incident.IncidentEvent.Paged;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.incident.IncidentEvent.Paged.Outcome;

/** What the pager was told, in words; above all whether somebody has been called or not. */
final class PagedText {

  private static final int MOST_DETAIL = 500;

  private PagedText() {}

  /** Whether it is small print: nothing that anybody would have to do something about. */
  static boolean quiet(Paged paged) {
    return paged.action() != Action.TRIGGER && paged.outcome() == Outcome.SENT;
  }

  /** For the notification, plain. */
  static String what(Paged paged) {
    return switch (paged.action()) {
      case TRIGGER ->
          switch (paged.outcome()) {
            case SENT -> "Paged by PagerDuty";
            case FAILED -> "Nobody is paged yet";
            case NOT_SET_UP, REFUSED, GIVEN_UP -> "Nobody was paged";
          };
      case ACKNOWLEDGE, RESOLVE ->
          paged.outcome() == Outcome.SENT ? "Told PagerDuty" : "PagerDuty was not told";
    };
  }

  /**
   * A line of markup.
   *
   * @param who is called, escaped
   */
  static String line(Paged paged, String who) {
    return switch (paged.action()) {
      case TRIGGER -> triggered(paged, who);
      case ACKNOWLEDGE -> acknowledged(paged);
      case RESOLVE -> resolved(paged);
    };
  }

  private static String triggered(Paged paged, String who) {
    return switch (paged.outcome()) {
      case SENT -> "*Paged* %s by PagerDuty".formatted(who);
      case NOT_SET_UP ->
          "*%s was not paged:* PagerDuty is not set up. Reach them another way; to have PagerDuty call, deploy with `PagerDutySecret`."
              .formatted(who);
      case REFUSED ->
          "*%s was not paged.* Reach them another way. %s.".formatted(who, detail(paged));
      case FAILED ->
          "*%s is not paged yet:* %s. It is tried again each minute.".formatted(who, detail(paged));
      case GIVEN_UP ->
          "*%s was not paged:* PagerDuty could not be told for half an hour and is not tried any more. Reach them another way. %s."
              .formatted(who, detail(paged));
    };
  }

  private static String acknowledged(Paged paged) {
    return switch (paged.outcome()) {
      case SENT -> "PagerDuty knows that somebody looks after it.";
      case FAILED ->
          "PagerDuty does not know yet that somebody looks after it: %s. It is tried again each minute."
              .formatted(detail(paged));
      case NOT_SET_UP, REFUSED, GIVEN_UP ->
          "*PagerDuty does not know that somebody looks after it:* acknowledge it there too.%s"
              .formatted(because(paged));
    };
  }

  private static String resolved(Paged paged) {
    return switch (paged.outcome()) {
      case SENT -> "PagerDuty knows that it is over.";
      case FAILED ->
          "It is over, but PagerDuty does not know yet: %s. It is tried again each minute, for five minutes at the most."
              .formatted(detail(paged));
      case NOT_SET_UP, REFUSED, GIVEN_UP ->
          "*PagerDuty does not know that it is over:* resolve it there too.%s"
              .formatted(because(paged));
    };
  }

  private static String because(Paged paged) {
    return paged.detail().isBlank() ? "" : " " + detail(paged) + ".";
  }

  private static String detail(Paged paged) {
    return Mrkdwn.plain(paged.detail(), MOST_DETAIL);
  }
}
