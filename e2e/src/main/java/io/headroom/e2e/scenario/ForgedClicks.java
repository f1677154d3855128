package io.headroom.e2e.scenario;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
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

/** Clicks that are not Slack's, or come late, do nothing; the real one does. */
final class ForgedClicks implements Scenario {

  private static final int UNAUTHORIZED = 401;
  private static final Duration STALE = Duration.ofMinutes(10);
  private static final Duration TO_OFFER = Duration.ofMinutes(2);

  @Override
  public String shows() {
    return "clicks without, with a forged, with a stale signature, and on an old button: refused";
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
    Instant now = Instant.now();
    String click = click(incident, incident.offer());
    refused(stage, "not signed", stage.requests().unsigned(click));
    refused(stage, "forged", stage.requests().forged(click, now));
    refused(stage, "stale", stage.requests().signed(click, now.minus(STALE)));
    refused(stage, "of tomorrow", stage.requests().signed(click, now.plus(STALE)));
    // Signed as it should be, on a button that is not there: acknowledged, and nothing is done.
    int status = stage.requests().signed(click(incident, incident.offer() + 1), now);
    stage.say("on another offer's button: status " + status);
    Stage.check(status == 200, "status " + status);
    Stage.check(
        Incidents.count(stage.incident(), RemedyRequested.class) == 0,
        "taken: " + stage.incident().events());
    stage.press(RemedyKind.RESTART);
    stage.checkHeldOnce(stage.resolved());
    Leaks.checkAllNew(stage, before);
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
}
