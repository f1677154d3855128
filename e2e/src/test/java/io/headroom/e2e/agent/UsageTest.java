package io.headroom.e2e.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class UsageTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @CsvSource({"0, B, 0", "512, KiB, 524288", "64.5, MiB, 67633152", "1.5, GiB, 1610612736"})
  void readsWhatDockerWrites(String number, String unit, long bytes) {
    assertThat(Usage.bytes(number, unit)).isEqualTo(bytes);
  }

  @Test
  void refusesAUnitItDoesNotKnow() {
    assertThatThrownBy(() -> Usage.bytes("1", "MB")).hasMessageContaining("MB");
  }

  @Test
  void aContainersLimitIsItsOwnElseTheTasks() {
    var definition =
        TaskDefinition.builder()
            .memory("512")
            .containerDefinitions(
                ContainerDefinition.builder().name("app").memory(256).build(),
                ContainerDefinition.builder().name("log").build())
            .build();

    assertThat(Definitions.limit(definition, "app")).isEqualTo(256 * MIB);
    assertThat(Definitions.limit(definition, "log")).isEqualTo(512 * MIB);
    assertThat(Definitions.reserved(definition)).isEqualTo(512 * MIB);
  }

  @Test
  void withoutTaskMemoryTheContainersReservationsCount() {
    var definition =
        TaskDefinition.builder()
            .containerDefinitions(
                ContainerDefinition.builder()
                    .name("app")
                    .memory(256)
                    .memoryReservation(100)
                    .build(),
                ContainerDefinition.builder().name("log").memory(64).build(),
                ContainerDefinition.builder().name("free").build())
            .build();

    assertThat(Definitions.reserved(definition)).isEqualTo(164 * MIB);
    assertThat(Definitions.limit(definition, "free")).isZero();
  }
}
