package io.headroom.infra.slack.render;

import io.headroom.core.runbook.RemedyKind;
import java.util.regex.Pattern;

/** Ids of the buttons in a thread, as Slack sends them back when one is pressed. */
public final class Actions {

  /** Begins the id of each remedy's button; its kind's word follows. */
  public static final String REMEDY_PREFIX = "headroom.remedy.";

  /** The menu with the remedies that have no button of their own. */
  public static final String MORE = "headroom.more";

  /** "I look after it". */
  public static final String ACKNOWLEDGE = "headroom.acknowledge";

  /** Matches the ids of all remedies' buttons and of the menu. */
  public static final Pattern ANY_REMEDY =
      Pattern.compile("headroom\\.remedy\\.[a-z-]{1,40}|headroom\\.more");

  private Actions() {}

  /** Id of a remedy's button: {@code headroom.remedy.restart}. */
  public static String remedy(RemedyKind kind) {
    return REMEDY_PREFIX + kind.word();
  }
}
