package io.headroom.sandbox.fleet;

import static io.headroom.sandbox.fleet.Testing.START;
import static io.headroom.sandbox.fleet.Testing.minute;
import static io.headroom.sandbox.fleet.Testing.quiet;
import static io.headroom.sandbox.fleet.Testing.service;
import static io.headroom.sandbox.fleet.Testing.tasks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.sandbox.fleet.sim.Mark;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class OutOfMemoryTest {

  private final SimulatedFleet fleet = quiet();
  private final EcsClient ecs = fleet.ecs();

  @Test
  void theKernelKillsATaskAtItsLimitAndTheServiceReplacesIt() {
    String killed = fleet.killOutOfMemory("shop", "payments-api");
    fleet.advanceTo(minute(1));

    Task task =
        ecs.describeTasks(request -> request.cluster("shop").tasks(killed)).tasks().getFirst();
    assertThat(task.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
    assertThat(task.stoppedReason()).isEqualTo("Essential container in task exited");
    assertThat(task.desiredStatus()).isEqualTo("STOPPED");
    Container app = task.containers().getFirst();
    assertThat(app.name()).isEqualTo("app");
    assertThat(app.lastStatus()).isEqualTo("STOPPED");
    assertThat(app.exitCode()).isEqualTo(137);
    assertThat(app.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
    Container sidecar = task.containers().getLast();
    assertThat(sidecar.exitCode()).isEqualTo(143);
    assertThat(sidecar.reason()).isNull();

    fleet.advanceTo(minute(3));
    assertThat(service(ecs, "shop", "payments-api").runningCount()).isEqualTo(4);
    assertThat(service(ecs, "shop", "payments-api").events().stream().map(ServiceEvent::message))
        .anyMatch(
            message ->
                message.matches(
                    "\\(service payments-api\\) has started 1 tasks: \\(task [0-9a-f]{32}\\)\\."))
        .anyMatch(message -> message.equals("(service payments-api) has reached a steady state."));
    assertThat(
            fleet.view().clusters().getFirst().services().stream()
                .filter(service -> service.name().equals("payments-api"))
                .flatMap(service -> service.marks().stream()))
        .extracting(Mark::kind)
        .containsExactly(Mark.Kind.OOM_KILL);
  }

  @Test
  void aStoppedTaskIsDescribedForAnHour() {
    String killed = fleet.killOutOfMemory("data", "report-worker");
    fleet.advanceTo(minute(50));
    assertThat(tasks(ecs, "data", "report-worker", DesiredStatus.STOPPED))
        .extracting(Task::taskArn)
        .containsExactly("arn:aws:ecs:eu-central-1:111122223333:task/data/" + killed);
    fleet.advanceTo(minute(70));
    assertThat(tasks(ecs, "data", "report-worker", DesiredStatus.STOPPED)).isEmpty();
    assertThat(ecs.describeTasks(request -> request.cluster("data").tasks(killed)).failures())
        .singleElement()
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
  }

  @Test
  void exitCode137AloneIsNotOutOfMemory() {
    // report-worker ignores SIGTERM, so an ordinary stop ends in SIGKILL.
    String task = tasks(ecs, "data", "report-worker", DesiredStatus.RUNNING).getFirst().taskArn();
    ecs.stopTask(request -> request.cluster("data").task(task).reason("by hand"));
    fleet.advanceTo(START.plusSeconds(20));
    assertThat(described(task).lastStatus()).isEqualTo("STOPPING");
    fleet.advanceTo(minute(2));
    assertThat(described(task).stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
    assertThat(described(task).stoppedReason()).isEqualTo("by hand");
    assertThat(described(task).containers().getFirst().exitCode()).isEqualTo(137);
    assertThat(described(task).containers().getFirst().reason()).isNull();
  }

  @Test
  void whatDoesNotExistCannotBeMadeToFail() {
    assertThatThrownBy(() -> fleet.makeItLeak("shop", "no-such-service"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the fleet has no service shop/no-such-service");
    assertThatThrownBy(() -> fleet.killOutOfMemory("no-such-cluster", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the fleet has no service no-such-cluster/x");
  }

  private Task described(String arn) {
    return ecs.describeTasks(request -> request.cluster("data").tasks(arn)).tasks().getFirst();
  }
}
