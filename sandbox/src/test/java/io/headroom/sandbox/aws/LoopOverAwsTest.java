package io.headroom.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Detected;
import io.headroom.core.incident.IncidentEvent.DidNotHold;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.RemedyStarted;
import io.headroom.core.incident.IncidentEvent.RemedySucceeded;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Verified;
import io.headroom.core.incident.Recorded;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.infra.aws.AwsClients;
import io.headroom.infra.containers.AwsContainers;
import io.headroom.infra.containers.NeedsContainers;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.slack.render.Actions;
import io.headroom.sandbox.SimulatedClock;
import io.headroom.sandbox.slack.SlackMessage;
import io.headroom.sandbox.slack.ThreadText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;

/**
 * The whole loop over AWS's own protocols: ECS, CloudWatch, DynamoDB and its stream are MiniStack's
 * in a container, Slack is a local one over HTTP. A service leaks, a thread opens, a person presses
 * Restart, and the thread says that it held.
 */
@NeedsContainers
class LoopOverAwsTest {

  private static final String PERSON = "U0ALICE";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int LONGEST = 60;

  /** What the loop has to go through; progress and new buttons in between do not matter here. */
  private static final List<Class<? extends IncidentEvent>> STORY =
      List.of(
          Detected.class,
          RemedyRequested.class,
          EvidenceCaptured.class,
          RemedyStarted.class,
          RemedySucceeded.class,
          Verified.class,
          Resolved.class);

  /** What none of it may be. */
  private static final List<Class<? extends IncidentEvent>> FAILURES =
      List.of(RemedyFailed.class, DidNotHold.class);

  /**
   * So much before now that the click comes about now: ECS stamps with the real time what it does.
   * The verification then is ahead of real time, by less than the two hours that CloudWatch takes.
   */
  private static final Duration LEAKS_FOR = Duration.ofMinutes(20);

  private final SimulatedClock clock =
      SimulatedClock.still(Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(LEAKS_FOR));

  private final List<String> log = new ArrayList<>();
  private final AwsClients aws = AwsContainers.miniStack();
  private final LeakingService service = new LeakingService(aws);
  private final ProductOverAws product =
      new ProductOverAws(
          aws,
          AwsContainers.miniStackPlace(),
          LeakingService.CLUSTER,
          clock,
          new DecisionLog(log::add));

  @AfterEach
  void close() {
    product.close();
    service.close();
  }

  @Test
  void aLeakIsDetectedRestartedVerifiedAndResolved() {
    Deployment before = service.deployments().getFirst();
    List<String> leaked = service.tasks(DesiredStatus.RUNNING);
    assertThat(leaked).hasSize(LeakingService.TASKS);

    leakUntilDetected();
    press(RemedyKind.RESTART);
    product.deliver();
    assertRestartedOnce(before, leaked);

    runsAtUntilResolved(30);

    Incident resolved = incidents().getFirst();
    assertThat(incidents()).hasSize(1);
    assertThat(story(resolved)).as("%s", log).isEqualTo(STORY);
    assertEvidenceOf(resolved, leaked);
    assertThat(product.undelivered()).isZero();
    assertRestartedOnce(before, leaked);
    assertOneThread();
  }

  private void leakUntilDetected() {
    double percent = 50;
    for (int minute = 0; minute < LONGEST && incidents().isEmpty(); minute++) {
      percent = Math.min(95, percent + 3);
      minute(percent);
    }
    assertThat(incidents()).as("%s", log).hasSize(1);
    assertThat(incidents().getFirst().service()).isEqualTo(service.id());
  }

  private void runsAtUntilResolved(double percent) {
    for (int minute = 0; minute < LONGEST && incidents().getFirst().open(); minute++) {
      minute(percent);
    }
    assertThat(incidents().getFirst().open()).as("%s", log).isFalse();
  }

  private void minute(double percent) {
    service.uses(clock.instant(), percent);
    clock.advance(MINUTE);
    product.check();
  }

  /** Presses a button that the thread shows, by a signed request to the bot. */
  private void press(RemedyKind remedy) {
    String action = Actions.remedy(remedy);
    SlackMessage shown =
        messages()
            .filter(message -> message.blocks().toString().contains(action))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + action + ": " + messages().toList()));
    assertThat(product.slack().press(PERSON, ProductOverAws.CHANNEL, shown.ts(), action).ok())
        .as("%s", log)
        .isTrue();
  }

  /**
   * One deployment took the place of the one before. A second one would have stopped tasks that
   * were not there before the first.
   */
  private void assertRestartedOnce(Deployment before, List<String> leaked) {
    List<Deployment> deployments = service.deployments();
    assertThat(deployments).as("%s", log).hasSize(1);
    Deployment after = deployments.getFirst();
    assertThat(after.id()).isNotEqualTo(before.id());
    assertThat(after.status()).isEqualTo("PRIMARY");
    assertThat(after.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    assertThat(after.taskDefinition()).isEqualTo(before.taskDefinition());
    assertThat(service.tasks(DesiredStatus.STOPPED)).containsExactlyInAnyOrderElementsOf(leaked);
    assertThat(service.tasks(DesiredStatus.RUNNING)).hasSize(LeakingService.TASKS);
  }

  /** What was captured before the restart is of the tasks that it ended, and all could be read. */
  private static void assertEvidenceOf(Incident incident, List<String> leaked) {
    Evidence evidence =
        incident.events().stream()
            .flatMap(
                recorded ->
                    recorded.event() instanceof EvidenceCaptured captured
                        ? Stream.of(captured.evidence())
                        : Stream.empty())
            .findFirst()
            .orElseThrow();
    assertThat(evidence.missing()).isEmpty();
    String hottest = evidence.situation().hottestTask().orElseThrow();
    assertThat(leaked).anyMatch(arn -> arn.endsWith("/" + hottest));
  }

  private void assertOneThread() {
    List<SlackMessage> threads = product.slack().channel(ProductOverAws.CHANNEL).messages();
    assertThat(threads).hasSize(1);
    List<String> replies = threads.getFirst().replies().stream().map(ThreadText::render).toList();
    assertThat(replies).doesNotHaveDuplicates();
    assertThat(replies).filteredOn(reply -> reply.contains("Verified:")).hasSize(1);
    assertThat(ThreadText.render(threads.getFirst())).contains("Resolved: verified");
  }

  private Stream<SlackMessage> messages() {
    return product.slack().channel(ProductOverAws.CHANNEL).messages().stream()
        .flatMap(parent -> Stream.concat(Stream.of(parent), parent.replies().stream()));
  }

  private List<Incident> incidents() {
    return Stream.concat(
            product.store().open().stream(),
            product.store().resolvedSince(Instant.EPOCH, LONGEST).stream())
        .toList();
  }

  private static List<Class<? extends IncidentEvent>> story(Incident incident) {
    List<Class<? extends IncidentEvent>> told = new ArrayList<>();
    for (Recorded recorded : incident.events()) {
      Class<? extends IncidentEvent> kind = recorded.event().getClass();
      if (STORY.contains(kind) || FAILURES.contains(kind)) {
        told.add(kind);
      }
    }
    return told;
  }
}
