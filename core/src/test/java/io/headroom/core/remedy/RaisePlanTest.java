package io.headroom.core.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.remedy.Offer.Available;
import io.headroom.core.remedy.Offer.Off;
import io.headroom.core.remedy.Remedy.RaiseLimit;
import io.headroom.core.runbook.RemedyKind;
import io.headroom.core.series.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RaisePlanTest {

  private static final Optional<Integer> NONE = Optional.empty();

  @Test
  void aFargateTaskIsDoubled() {
    RemedyPlan plan = plan(fargate(256, 1024, container("app", NONE, NONE)));
    assertThat(change(plan))
        .isEqualTo(
            new LimitChange(
                "app",
                Optional.empty(),
                Optional.empty(),
                Optional.of(Bytes.mib(2048)),
                Optional.empty()));
    assertThat(changes(plan)).containsExactly("task memory: 1 GiB → 2 GiB");
    assertThat(plan.warnings()).isEmpty();
    assertThat(((RaiseLimit) plan.remedy()).from()).endsWith("task-definition/cart:7");
    assertThat(plan.pin()).isEqualTo(States.of(fargate(256, 1024), 4).state().pin());
  }

  @Test
  void itsCpuStepsUpWhereFargateAsksForIt() {
    RemedyPlan plan = plan(fargate(256, 2048, container("app", NONE, NONE)));
    assertThat(change(plan).taskMemory()).contains(Bytes.mib(4096));
    assertThat(change(plan).taskCpu()).contains(512);
    assertThat(changes(plan))
        .containsExactly("task memory: 2 GiB → 4 GiB", "task CPU: 0.25 vCPU → 0.5 vCPU");
    assertThat(changes(plan(fargate(1024, 8192, container("app", NONE, NONE)))))
        .contains("task CPU: 1 vCPU → 2 vCPU");
  }

  @Test
  void aContainersOwnLimitGrowsByWhatTheTaskGains() {
    RemedyPlan plan =
        plan(
            fargate(
                512,
                2048,
                container("app", Optional.of(1024), Optional.of(512)),
                container("proxy", Optional.of(256), NONE)));
    assertThat(changes(plan))
        .containsExactly(
            "limit of app: 1 GiB → 2 GiB",
            "reservation of app: 512 MiB → 1 GiB",
            "task memory: 2 GiB → 3 GiB");
    assertThat(change(plan(fargate(8192, 16384, container("app", Optional.of(2048), NONE)))))
        .as("Fargate has steps of 4 GiB there, all of which the container gets")
        .extracting(LimitChange::containerLimit, LimitChange::taskMemory)
        .containsExactly(Optional.of(Bytes.mib(6144)), Optional.of(Bytes.mib(20480)));
  }

  @Test
  void theContainerWithoutALimitIsMeantNotTheSidecarThatHasOne() {
    RemedyPlan plan =
        plan(
            fargate(
                512,
                1024,
                container("log-router", Optional.of(256), NONE),
                container("app", NONE, NONE)));
    assertThat(change(plan).container()).isEqualTo("app");
    assertThat(changes(plan)).containsExactly("task memory: 1 GiB → 2 GiB");
  }

  @Test
  void atTheLargestSizeThereIsNoMore() {
    Offer largest = offer(fargate(16384, 120 * 1024, container("app", NONE, NONE)));
    assertThat(largest)
        .isEqualTo(
            new Off(RemedyKind.RAISE_LIMIT, Refusal.LARGEST_SIZE, "Fargate ends at 120 GiB"));
  }

  @Test
  void aRoleThatMayNotBeHandedOnIsNamedBeforeAnyClick() {
    TaskDefinition like = fargate(256, 1024, container("app", NONE, NONE));
    var definition =
        new TaskDefinition(
            like.arn(),
            like.family(),
            like.revision(),
            like.fargate(),
            like.cpu(),
            like.memory(),
            like.containers(),
            List.of("service/cart", "ecsTaskExecutionRole"));
    assertThat(offer(definition))
        .isEqualTo(
            new Off(
                RemedyKind.RAISE_LIMIT,
                Refusal.ROLE_WITHHELD,
                "service/cart, ecsTaskExecutionRole"));
  }

  @Test
  void shortOfTheLargestSizeWhatIsLeftIsOffered() {
    RemedyPlan plan =
        plan(
            fargate(
                16384, 112 * 1024, container("app", Optional.of(104_448), Optional.of(102_400))));
    assertThat(changes(plan))
        .containsExactly(
            "limit of app: 102 GiB → 110 GiB",
            "reservation of app: 100 GiB → 108 GiB",
            "task memory: 112 GiB → 120 GiB");
  }

  @Test
  void onInstancesTheLimitIsDoubledAndNeedsRoom() {
    RemedyPlan plan = plan(ec2(NONE, container("app", Optional.of(512), Optional.of(256))));
    assertThat(changes(plan))
        .containsExactly("limit of app: 512 MiB → 1 GiB", "reservation of app: 256 MiB → 512 MiB");
    assertThat(plan.warnings())
        .containsExactly(
            "A container instance must have that much memory free, or the tasks stay pending.");
  }

  @Test
  void onInstancesATaskOfItsOwnSizeGrowsWithItsContainer() {
    RemedyPlan plan = plan(ec2(Optional.of(2048), container("app", Optional.of(512), NONE)));
    assertThat(changes(plan))
        .containsExactly("limit of app: 512 MiB → 1 GiB", "task memory: 2 GiB → 2.5 GiB");
    assertThat(changes(plan(ec2(Optional.of(2048), container("app", NONE, Optional.of(512))))))
        .containsExactly("reservation of app: 512 MiB → 1 GiB", "task memory: 2 GiB → 4 GiB");
  }

  @Test
  void onInstancesAReservationIsEnough() {
    assertThat(changes(plan(ec2(NONE, container("app", NONE, Optional.of(512))))))
        .containsExactly("reservation of app: 512 MiB → 1 GiB");
  }

  @Test
  void withoutAnyLimitThereIsNothingToRaise() {
    var none = new Off(RemedyKind.RAISE_LIMIT, Refusal.NO_LIMIT, "cart:7");
    assertThat(offer(ec2(NONE, container("app", NONE, NONE)))).isEqualTo(none);
    assertThat(offer(ec2(Optional.of(1024)))).as("no essential container").isEqualTo(none);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NODE_OPTIONS|--max-old-space-size=384|NODE_OPTIONS=--max-old-space-size=384",
        "NODE_OPTIONS|--trace-gc --max_old_space_size=96|NODE_OPTIONS=--max_old_space_size=96",
        "JAVA_TOOL_OPTIONS|-Xms1g -Xmx2g -XX:+UseG1GC|JAVA_TOOL_OPTIONS=-Xmx2g",
        "JDK_JAVA_OPTIONS|-Xmx512m|JDK_JAVA_OPTIONS=-Xmx512m",
        "JAVA_OPTS|-Xmx512m|JAVA_OPTS=-Xmx512m",
      })
  void aHeapThatIsFixedIsWarnedOf(String variable, String value, String named) {
    var app =
        new Container("app", true, Optional.empty(), Optional.empty(), Map.of(variable, value));
    assertThat(plan(fargate(256, 1024, app)).warnings())
        .containsExactly(named + " stays as it is: the heap will not use the new room.");
  }

  @ParameterizedTest
  @CsvSource({
    "NODE_OPTIONS, --enable-source-maps",
    "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=75",
    "OTHER, -Xmx512m",
  })
  void aHeapThatGrowsWithTheLimitIsNot(String variable, String value) {
    var app =
        new Container("app", true, Optional.empty(), Optional.empty(), Map.of(variable, value));
    assertThat(plan(fargate(256, 1024, app)).warnings()).isEmpty();
  }

  @Test
  void whateverATaskLooksLikeEcsTakesWhatIsOffered() {
    for (int seed = 0; seed < 2000; seed++) {
      TaskDefinition before = randomFargate(new SplittableRandom(seed));
      if (offer(before) instanceof Available available) {
        LimitChange change = change(available.plan());
        Bytes task = change.taskMemory().orElseThrow();
        int cpu = change.taskCpu().or(before::cpu).orElseThrow();
        assertThat(FargateSizes.atLeast(cpu, task))
            .as("a size of Fargate, seed %d", seed)
            .contains(new FargateSizes.Size(cpu, task));
        assertThat(task).as("seed %d", seed).isGreaterThan(before.limit());
        assertThat(change.containerLimit().orElse(task)).isLessThanOrEqualTo(task);
        assertThat(change.containerReservation().orElse(Bytes.ZERO))
            .as("reservation, seed %d", seed)
            .isLessThanOrEqualTo(change.containerLimit().orElse(task));
        assertThat(reserved(before, change))
            .as("what all containers reserve, seed %d", seed)
            .isLessThanOrEqualTo(task);
      }
    }
  }

  /** ECS refuses a task whose containers reserve more than it has. */
  private static Bytes reserved(TaskDefinition before, LimitChange change) {
    Bytes sum = change.containerReservation().or(change::containerLimit).orElse(Bytes.ZERO);
    for (Container other : before.containers()) {
      if (!other.name().equals(change.container())) {
        sum = sum.plus(other.reservation().or(other::limit).orElse(Bytes.ZERO));
      }
    }
    return sum;
  }

  /** One or two containers that ECS would take in a task of a size that Fargate has. */
  private static TaskDefinition randomFargate(SplittableRandom random) {
    int cpu = 256 << random.nextInt(7);
    FargateSizes.Size size =
        FargateSizes.atLeast(cpu, Bytes.mib(random.nextInt(512, 120 * 1024))).orElseThrow();
    int mib = Math.toIntExact(size.memory().toMib());
    int share = random.nextBoolean() ? mib : mib / 2;
    List<Container> containers = new ArrayList<>();
    containers.add(randomContainer(random, "app", share));
    if (share < mib) {
      containers.add(randomContainer(random, "proxy", mib - share));
    }
    return fargate(size.cpu(), mib, containers.toArray(Container[]::new));
  }

  private static Container randomContainer(SplittableRandom random, String name, int most) {
    Optional<Integer> limit =
        random.nextBoolean() ? Optional.of(random.nextInt(4, most + 1)) : Optional.empty();
    Optional<Integer> reservation =
        random.nextBoolean()
            ? Optional.of(random.nextInt(4, limit.orElse(most) + 1))
            : Optional.empty();
    return container(name, limit, reservation);
  }

  private static Offer offer(TaskDefinition definition) {
    return new Planner(States.of(definition, 4).state(), Set.of()).offer(RemedyKind.RAISE_LIMIT);
  }

  private static RemedyPlan plan(TaskDefinition definition) {
    assertThat(offer(definition)).isInstanceOf(Available.class);
    return ((Available) offer(definition)).plan();
  }

  private static LimitChange change(RemedyPlan plan) {
    return ((RaiseLimit) plan.remedy()).change();
  }

  private static List<String> changes(RemedyPlan plan) {
    return plan.changes().stream().map(Object::toString).toList();
  }

  private static Container container(
      String name, Optional<Integer> limit, Optional<Integer> reservation) {
    return new Container(name, true, limit.map(Bytes::mib), reservation.map(Bytes::mib), Map.of());
  }

  private static TaskDefinition fargate(int cpu, int memory, Container... containers) {
    return definition(true, Optional.of(cpu), Optional.of(memory), containers);
  }

  private static TaskDefinition ec2(Optional<Integer> memory, Container... containers) {
    return definition(false, Optional.empty(), memory, containers);
  }

  private static TaskDefinition definition(
      boolean fargate, Optional<Integer> cpu, Optional<Integer> memory, Container... containers) {
    return new TaskDefinition(
        "arn:aws:ecs:eu-central-1:123456789012:task-definition/cart:7",
        "cart",
        7,
        fargate,
        cpu,
        memory.map(Bytes::mib),
        List.of(containers),
        List.of());
  }
}
