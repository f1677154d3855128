package io.headroom.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.headroom.core.fleet.ServiceId;
import io.headroom.core.fleet.StoppedTask;
import io.headroom.infra.ecs.TaskStateChange;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The product reads what the agent writes as it reads ECS's own events. */
class EcsEventsTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String TASK = "arn:aws:ecs:us-east-1:000000000000:task/shop/3f2a0c11";

  @Test
  void aKillForMemoryIsOneForTheProduct() {
    StoppedTask stopped = read(true);

    assertThat(stopped.service())
        .isEqualTo(new ServiceId("000000000000", "us-east-1", "shop", "images"));
    assertThat(stopped.id()).isEqualTo("3f2a0c11");
    assertThat(stopped.stoppedAt()).isEqualTo(NOW);
    assertThat(stopped.stopCode()).isEqualTo("EssentialContainerExited");
    assertThat(stopped.outOfMemory()).isPresent();
    assertThat(stopped.outOfMemory().orElseThrow().exitCode()).contains(137);
  }

  @Test
  void anotherEndIsNone() {
    assertThat(read(false).outOfMemory()).isEmpty();
  }

  private static StoppedTask read(boolean killed) {
    Task task =
        Task.builder()
            .taskArn(TASK)
            .clusterArn("arn:aws:ecs:us-east-1:000000000000:cluster/shop")
            .taskDefinitionArn("arn:aws:ecs:us-east-1:000000000000:task-definition/images:1")
            .group("service:images")
            .launchType(LaunchType.EC2)
            .desiredStatus("STOPPED")
            .lastStatus("STOPPED")
            .stopCode(TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
            .stoppedReason("Essential container exited")
            .createdAt(NOW.minusSeconds(60))
            .startedAt(NOW.minusSeconds(50))
            .stoppedAt(NOW)
            .version(6L)
            .containers(Container.builder().name("app").lastStatus("STOPPED").exitCode(137).build())
            .build();
    TaskStateChange read =
        TaskStateChange.parse(new Gson().toJson(EcsEvents.task(task, killed, NOW)));
    assertThat(read).isInstanceOf(TaskStateChange.Stopped.class);
    return ((TaskStateChange.Stopped) read).task();
  }
}
