package io.headroom.infra.pagerduty;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Paged.Action;
import io.headroom.core.port.Pager;
import io.headroom.infra.settings.CachedSecret;
import io.headroom.infra.settings.PagerDutySecret;
import io.headroom.infra.settings.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Calls people by PagerDuty's Events API v2. Each step of an incident's ladder is an alert of its
 * own, so that a later step calls although an earlier one was acknowledged; its deduplication key
 * makes a repeated event harmless.
 *
 * <p>A check of the fleet waits for it: after a call that failed nothing is tried for {@link
 * #PAUSE}, and no more than {@link #BUDGET} of each minute goes into calls. A routing key that is
 * refused is read from Secrets Manager again once.
 */
public final class PagerDuty implements Pager {

  /** So long after a failure the next attempts fail without a call. */
  static final Duration PAUSE = Duration.ofSeconds(30);

  /** Time that calls may take within a minute; what is left over waits for the next. */
  static final Duration BUDGET = Duration.ofSeconds(20);

  private static final Duration YOUNGEST_SECRET = Duration.ofSeconds(1);

  private final CachedSecret<PagerDutySecret> secret;
  private final EventsApi api;
  private final AlertEvent alertEvent;
  private final InstantSource clock;

  private Instant failedAt = Instant.MIN;
  private String failure = "";
  private Instant minuteFrom = Instant.MIN;
  private Duration spent = Duration.ZERO;

  /**
   * Builds it; the secret is read when there is something to send.
   *
   * @param consoleLinks whether alerts link to the AWS console; not where services are simulated
   * @param clock the real one
   */
  public PagerDuty(
      CachedSecret<PagerDutySecret> secret, boolean consoleLinks, InstantSource clock) {
    this(secret, EventsApi.of(), consoleLinks, clock);
  }

  /**
   * The same with another place to send to. There is no setting for it: whoever could set it would
   * be sent the routing key.
   *
   * @param url in the place of {@code https://events.pagerduty.com/v2/enqueue}
   */
  public static PagerDuty at(
      URI url, CachedSecret<PagerDutySecret> secret, boolean consoleLinks, InstantSource clock) {
    return new PagerDuty(secret, EventsApi.at(url), consoleLinks, clock);
  }

  private PagerDuty(
      CachedSecret<PagerDutySecret> secret,
      EventsApi api,
      boolean consoleLinks,
      InstantSource clock) {
    this.secret = secret;
    this.api = api;
    this.alertEvent = new AlertEvent(consoleLinks);
    this.clock = clock;
  }

  @Override
  public Answer send(Action action, Incident incident, int step) {
    Instant now = clock.instant();
    Optional<Answer> held = held(now);
    if (held.isPresent()) {
      return held.get();
    }
    Answer answer = sendNow(action, incident, step);
    took(now, answer);
    return answer;
  }

  private Answer sendNow(Action action, Incident incident, int step) {
    try {
      PagerDutySecret known = secret.get();
      EventsApi.Reply reply = post(known, action, incident, step);
      if (reply.refused()) {
        PagerDutySecret renewed = secret.renewed(known, YOUNGEST_SECRET);
        reply = renewed.equals(known) ? reply : post(renewed, action, incident, step);
      }
      return reply.answer();
    } catch (SettingsException e) {
      return new Answer.Failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Answer.Failed("PagerDuty gave no answer: " + e);
    }
  }

  private EventsApi.Reply post(PagerDutySecret with, Action action, Incident incident, int step)
      throws IOException {
    return api.post(with, alertEvent.of(with.routingKey(), action, incident, step));
  }

  private synchronized Optional<Answer> held(Instant now) {
    if (now.isBefore(failedAt.plus(PAUSE))) {
      return Optional.of(new Answer.Failed(failure));
    }
    if (!now.isBefore(minuteFrom.plus(Duration.ofMinutes(1)))) {
      minuteFrom = now;
      spent = Duration.ZERO;
    }
    return spent.compareTo(BUDGET) < 0 ? Optional.empty() : Optional.of(new Answer.Later());
  }

  private synchronized void took(Instant from, Answer answer) {
    Instant now = clock.instant();
    spent = spent.plus(Duration.between(from, now));
    if (answer instanceof Answer.Failed failed) {
      failedAt = now;
      failure = failed.why();
    }
  }
}
