package io.headroom.core.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.detect.Evaluation;
import io.headroom.core.detect.Evaluation.Reason;
import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.Tags;
import io.headroom.core.incident.Incident;
import io.headroom.core.incident.IncidentEvent.Resolved;
import io.headroom.core.port.IncidentStore.Append;
import io.headroom.core.port.Journal.Decision;
import io.headroom.core.port.Journal.Decision.LeftOut.Why;
import io.headroom.core.port.SampleServices;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a check says it decided, and in which order it works when time runs out. */
final class JournalTest {

  private final World world = new World();

  @Test
  void aServiceIsEvaluatedInEachCheckAndSaysWhyNothingWasOpened() {
    world.uses(0.95);
    world.minutes(1);
    assertThat(evaluated().incident()).isEmpty();
    assertThat(evaluated().evaluations())
        .extracting(Evaluation::reason)
        .contains(Reason.NOT_LONG_ENOUGH);
  }

  @Test
  void anIncidentThatIsOpenedSaysForWhat() {
    world.uses(0.95);
    var opened = new ArrayList<Decision.Opened>();
    for (int i = 0; i < 6; i++) {
      world.minutes(1);
      opened.addAll(only(world, Decision.Opened.class));
    }
    assertThat(opened).hasSize(1);
    assertThat(opened.getFirst().append()).isEqualTo(Append.DONE);
    assertThat(opened.getFirst().findings()).isNotEmpty();
    assertThat(world.incident().id()).isEqualTo(opened.getFirst().incident());
  }

  @Test
  void anOpenIncidentIsLookedAtInEachCheckWithWhatWasAdded() {
    world.uses(0.95);
    world.minutes(7);
    assertThat(only(world, Decision.Advanced.class)).hasSize(1);
    world.uses(0.2);
    List<Class<?>> added = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      world.minutes(1);
      only(world, Decision.Advanced.class).stream()
          .flatMap(advanced -> advanced.events().stream())
          .forEach(recorded -> added.add(recorded.event().getClass()));
    }
    assertThat(added).contains(Resolved.class);
  }

  @Test
  void aRemedyThatWasLeftIsSaidToBeTakenUp() {
    world.uses(0.95);
    world.minutes(6);
    Incident incident = world.incident();
    world.decideClick.decide(
        incident.id(), incident.offer(), RemedyKind.RESTART, World.ANA, world.now);
    var taken = new ArrayList<Decision.TakenUp>();
    for (int i = 0; i < 5; i++) {
      world.minutes(1);
      taken.addAll(only(world, Decision.TakenUp.class));
    }
    assertThat(taken).extracting(Decision.TakenUp::ran).containsExactly("ASKED");
  }

  @Test
  void whatIsLeftOutAndWhatFailsIsSaid() {
    Service ignored = SampleServices.fargate("shop", "old", 1, World.LIMIT);
    world.fleet.with(SampleServices.tagged(ignored, Map.of(Tags.IGNORE, "true")));
    world.uses(0.95);
    world.fleet.failAlways(World.CART, World.throttled());
    world.minutes(6);
    assertThat(only(world, Decision.LeftOut.class))
        .containsExactly(new Decision.LeftOut(ignored.id(), Why.IGNORED_BY_TAG));
    assertThat(only(world, Decision.Failed.class))
        .extracting(Decision.Failed::service)
        .containsExactly(World.CART);
  }

  /** A check that has time for so many goes on where it is most urgent, and none is forgotten. */
  @Test
  void aCheckThatRunsOutOfTimeGoesOnAtTheNextOne() {
    List<ServiceId> many =
        IntStream.range(0, 30)
            .mapToObj(i -> SampleServices.fargate("shop", "s%02d".formatted(i), 1, World.LIMIT))
            .peek(world::with)
            .map(Service::id)
            .toList();
    many.forEach(id -> world.uses(id, Subject.SERVICE, minute -> 0.95));
    world.uses(0.95);
    for (int i = 0; i < 6; i++) {
      world.minute();
    }
    int checks = 0;
    while (world.incidents().size() < 31) {
      int before = world.incidents().size();
      hasTimeFor(10);
      assertThat(world.check().problems()).anyMatch(problem -> problem.contains("out of time"));
      assertThat(world.incidents())
          .as("those without an incident come first")
          .hasSize(Math.min(31, before + 10));
      checks++;
      assertThat(checks).isLessThan(10);
    }
    Set<ServiceId> advanced = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      world.minute();
      hasTimeFor(10);
      world.check();
      only(world, Decision.Advanced.class).forEach(one -> advanced.add(one.service()));
    }
    assertThat(advanced).as("each has its turn").hasSize(31);
  }

  private void hasTimeFor(int services) {
    var left = new AtomicInteger(services);
    world.timeLeft = () -> left.getAndDecrement() > 0;
  }

  private Decision.Evaluated evaluated() {
    return only(world, Decision.Evaluated.class).getFirst();
  }

  private static <T extends Decision> List<T> only(World world, Class<T> kind) {
    return world.decisions.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
