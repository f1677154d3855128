package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.Recorded;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.e2e.Incidents;
import io.headroom.e2e.LeakyService.Container;
import io.headroom.e2e.LeakyService.Shape;
import io.headroom.e2e.Requests;
import io.headroom.e2e.Scenario;
import io.headroom.e2e.Stage;
import io.headroom.e2e.stack.Await;
import io.headroom.infra.slack.render.Actions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Clicks that are not Slack's, or come late, or twice, do nothing; the one that is does. */
final class ForgedClicks implements Scenario {

  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;
  private static final Duration STALE = Duration.ofMinutes(10);
  private static final Duration TO_OFFER = Duration.ofMinutes(2);
  private static final Duration TO_TAKE = Duration.ofMinutes(1);

  @Override
  public String shows() {
    return "clicks without, with a forged, with a stale signature, once more, and on old buttons: refused";
  }

  @Override
  public Shape shape() {
    return Shape.onInstances("login", 1);
  }

  @Override
  public void play(Stage stage) throws IOException {
    List<Container> before = Leaks.begin(stage);
    stage.opened();
    Await.until("remedies to be offered", TO_OFFER, () -> stage.incident().offer() > 0);
    Incident incident = stage.incident();
    String click = click(incident, incident.offer());
    Instant now = Instant.now();
    refused(stage, "not signed", stage.requests().unsigned(click));
    refused(stage, "forged", stage.requests().forged(click, now));
    refused(stage, "stale", stage.requests().signed(click, now.minus(STALE)));
    refused(stage, "of tomorrow", stage.requests().signed(click, now.plus(STALE)));
    acknowledged(stage, "on a button that never was", click(incident, incident.offer() + 1));
    Stage.check(requested(stage) == 0, "taken: " + stage.incident().events());

    // The same as it should be: the others were refused for nothing but what was wrong with them.
    String real = click(incident, stage.incident().offer());
    acknowledged(stage, "as it should be", real);
    Await.until("the click to be taken", TO_TAKE, () -> requested(stage) == 1);
    acknowledged(stage, "once more", real);
    stage.done();
    Incident resolved = stage.resolved();
    for (int offer : offers(resolved)) {
      acknowledged(stage, "on button " + offer + ", which is old", click(incident, offer));
    }
    stage.checkHeldOnce(stage.incident());
    Leaks.checkAllNew(stage, before);
    Stage.check(
        stage.changes().updates("login").size() == 1,
        "updates: " + stage.changes().updates("login"));
  }

  private static long requested(Stage stage) {
    return Incidents.count(stage.incident(), RemedyRequested.class);
  }

  /** The numbers of all offers that the incident has made. */
  private static List<Integer> offers(Incident incident) {
    return incident.events().stream()
        .filter(recorded -> recorded.event() instanceof RemediesOffered)
        .map(Recorded::number)
        .toList();
  }

  private static String click(Incident incident, int offer) {
    return Requests.click(
        Actions.remedy(RemedyKind.RESTART),
        "v1|%s|%d|%s".formatted(incident.id(), offer, RemedyKind.RESTART.word()));
  }

  private static void refused(Stage stage, String how, int status) {
    stage.say("%s: status %d".formatted(how, status));
    Stage.check(status == UNAUTHORIZED, "%s: status %d".formatted(how, status));
  }

  /** Sends a click that is signed as it should be: answered, whether it is taken or not. */
  private static void acknowledged(Stage stage, String how, String click) throws IOException {
    int status = stage.requests().signed(click, Instant.now());
    stage.say("signed, %s: status %d".formatted(how, status));
    Stage.check(status == OK, "%s: status %d".formatted(how, status));
  }
}
