package io.headroom.core.port;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A {@link Pager} in memory that does with what it is sent as PagerDuty does, with hooks that may
 * throw where a crash is to be tried.
 */
public final class InMemoryPager implements Pager {

  private final Map<String, Action> alerts = new LinkedHashMap<>();
  private final List<String> effects = new ArrayList<>();
  private int attempts;
  private Answer answer = new Answer.Sent();

  /** Runs before an action is taken: what throws here keeps it from being taken. */
  public Runnable before = () -> {};

  /** Runs after an action was taken: what throws here loses the answer. */
  public Runnable after = () -> {};

  /** From now on it answers so, and takes only what it answers {@code Sent} to. */
  public void answers(Answer with) {
    answer = with;
  }

  @Override
  public synchronized Answer send(Action action, Incident incident, int step) {
    before.run();
    attempts++;
    if (answer instanceof Answer.Sent) {
      take(action, incident.service().name() + "/" + (step + 1));
    }
    after.run();
    return answer;
  }

  /**
   * As "Alert De-Duplication" of the Events API v2 says: a trigger for an alert that is open adds
   * nothing, one for an alert that was resolved opens another; the rest is dropped where none is
   * open.
   */
  private void take(Action action, String alert) {
    Action now = alerts.getOrDefault(alert, Action.RESOLVE);
    boolean open = now != Action.RESOLVE;
    boolean changes = action == Action.TRIGGER ? !open : open && now != action;
    if (changes) {
      alerts.put(alert, action);
      effects.add(action.name().toLowerCase(Locale.ROOT) + " " + alert);
    }
  }

  /** What people have noticed, in order: {@code trigger cart/1}. */
  public List<String> effects() {
    return List.copyOf(effects);
  }

  /** How often anything was sent. */
  public int attempts() {
    return attempts;
  }
}
