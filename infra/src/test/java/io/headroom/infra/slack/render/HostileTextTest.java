package io.headroom.infra.slack.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.headroom.core.detect.Finding;
import io.headroom.core.detect.OomKill;
import io.headroom.core.detect.Situation;
import io.headroom.core.fleet.Service.ServiceEvent;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.core.incident.Actor;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent;
import io.headroom.core.incident.IncidentEvent.Acknowledged;
import io.headroom.core.incident.IncidentEvent.Escalated;
import io.headroom.core.incident.IncidentEvent.EvidenceCaptured;
import io.headroom.core.incident.IncidentEvent.OomKilled;
import io.headroom.core.incident.IncidentEvent.RemediesOffered;
import io.headroom.core.incident.IncidentEvent.RemedyFailed;
import io.headroom.core.incident.IncidentEvent.RemedyRequested;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.incident.IncidentEvent.Unknown;
import io.headroom.core.remedy.Evidence;
import io.headroom.core.remedy.FailureReason;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Refusal;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.remedy.RemedyPlan;
import io.headroom.core.remedy.RemedyPlan.Change;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import io.headroom.core.runbook.Severity;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever stands in names, reasons and runbooks: Slack takes the message, and it says no more. */
class HostileTextTest {

  private static final List<String> PIECES =
      List.of(
          "<!channel>",
          "<@U024BE7LH>",
          "&",
          "&amp;",
          "`",
          "```",
          "*",
          "_",
          "~",
          "\n",
          "\n> ",
          "|",
          "<https://evil.example|click>",
          "\uD83D\uDE00",
          "é",
          "x".repeat(40),
          "\"",
          "$TASK",
          " ",
          "\\",
          "%s",
          "{time}",
          "a",
          "]]>");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void slackTakesEveryMessageAndNothingIsInjected(long seed) {
    var random = new Random(seed);
    var text = new Text(random, random.nextBoolean() ? 30 : 400);
    for (Incident incident : List.of(open(text), worked(text))) {
      ThreadView view = ThreadRenderer.render(incident, runbooks(text), RenderContext.AWS);

      for (Message message : messages(view).toList()) {
        assertThat(BlockLimits.problems(message)).as("seed %d", seed).isEmpty();
        assertThat(Markup.problems(message.text())).as("text, seed %d", seed).isEmpty();
      }
    }
  }

  static Stream<Runbook> bundledRunbooks() {
    return Runbooks.bundled().all().stream();
  }

  @ParameterizedTest
  @MethodSource("bundledRunbooks")
  void theProductsOwnRunbooksFit(Runbook runbook) {
    var finding =
        new Finding(
            new Finding.Key(runbook.id(), runbook.rules().getFirst().id()),
            Severity.SEV2,
            Subject.SERVICE,
            IncidentStory.START,
            IncidentStory.usage().reading());
    Incident incident =
        IncidentStory.detected(IncidentStory.climbing(), finding)
            .then(new Resolved(Resolved.Why.CLEARED, Optional.empty()))
            .incident();

    ThreadView view = ThreadRenderer.render(incident, Runbooks.bundled(), RenderContext.AWS);

    assertThat(messages(view).flatMap(message -> BlockLimits.problems(message).stream())).isEmpty();
    JsonObject detected = BlockLimits.json(view.replies().getFirst());
    assertThat(detected.toString()).contains("*Diagnosis: ", "*Remedies*");
  }

  @Test
  void whatIsLeftOutIsSaid() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      lines.add("x".repeat(100));
    }
    var message = new Message("k", "t", new BlockList().section(lines).build());

    assertThat(BlockLimits.problems(message)).isEmpty();
    assertThat(BlockLimits.json(message).toString()).contains("_… 71 more left out_");
  }

  private static Stream<Message> messages(ThreadView view) {
    return Stream.concat(Stream.of(view.parent()), view.replies().stream());
  }

  /** Text that means harm, always the same for a seed. */
  private record Text(Random random, int most) {

    String next() {
      var text = new StringBuilder("t");
      int pieces = 1 + random.nextInt(most);
      for (int i = 0; i < pieces; i++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      return text.toString();
    }

    List<String> several() {
      return Stream.generate(this::next).limit(1 + random.nextInt(20)).toList();
    }

    Actor person() {
      return new Actor(next(), next());
    }
  }

  private static Runbooks runbooks(Text text) {
    return new Runbooks(
        List.of(
            ExampleRunbooks.runbook("memory-leak", text.next(), text.next()),
            ExampleRunbooks.runbook("container-limit", text.next(), text.next())));
  }

  private static IncidentStory story(Text text) {
    var situation =
        new Situation(
            Bytes.mib(476),
            Bytes.mib(512),
            Optional.empty(),
            Bytes.mib(12),
            Optional.empty(),
            IncidentStory.climbing().recent(),
            Optional.of(text.next()),
            3,
            4,
            text.next());
    var finding =
        new Finding(
            new Finding.Key(text.next(), text.next()),
            Severity.SEV1,
            Subject.container(text.next(), text.next()),
            IncidentStory.START,
            new Finding.OomKillReading(kill(text), 2));
    return IncidentStory.detected(situation, finding, IncidentStory.usage());
  }

  private static Incident open(Text text) {
    var off = new ArrayList<Offer>();
    for (RemedyKind kind : RemedyKind.values()) {
      off.add(new Offer.Off(kind, Refusal.COOLDOWN, text.next()));
    }
    return story(text)
        .then(new RemediesOffered(off))
        .then(new Acknowledged(text.person()))
        .then(new Escalated(0, text.next(), text.next(), Escalated.Cause.TIME))
        .then(new Unknown(text.next(), text.next()))
        .incident();
  }

  private static Incident worked(Text text) {
    var plan =
        new RemedyPlan(
            new Remedy.StopHottestTask(text.next()),
            changes(text),
            text.several(),
            IncidentStory.restart().pin());
    IncidentStory story = story(text).then(new RemediesOffered(List.of(new Offer.Available(plan))));
    List<IncidentEvent> events =
        List.of(
            new RemedyRequested("r", plan, text.person()),
            new EvidenceCaptured("r", evidence(text)),
            new OomKilled(kill(text), Bytes.mib(512), Optional.empty()),
            new RemedyFailed("r", FailureReason.INVALID, text.next()),
            new RemediesOffered(List.of(new Offer.Available(plan))));
    events.forEach(story::then);
    return story.incident();
  }

  private static List<Change> changes(Text text) {
    return Stream.generate(() -> new Change(text.next(), text.next(), text.next()))
        .limit(5)
        .toList();
  }

  private static OomKill kill(Text text) {
    return new OomKill(text.next(), text.next(), 137, text.next(), IncidentStory.START);
  }

  private static Evidence evidence(Text text) {
    Instant at = IncidentStory.START;
    List<StoppedTask> stopped =
        Stream.generate(
                () ->
                    new StoppedTask(
                        IncidentStory.SERVICE,
                        text.next(),
                        text.next(),
                        Optional.empty(),
                        at,
                        text.next(),
                        text.next(),
                        List.of(new StoppedTask.Exit(text.next(), Optional.empty(), text.next()))))
            .limit(20)
            .toList();
    List<ServiceEvent> events =
        text.several().stream().map(message -> new ServiceEvent(at, message)).toList();
    return new Evidence(IncidentStory.climbing(), stopped, text.several(), events, text.several());
  }
}
