package io.headroom.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TaskDefinitionTest {

  private static final Container LIMITED = container("limited", true, 256, 128);
  private static final Container RESERVED = container("reserved", true, 0, 512);
  private static final Container FREE = container("free", true, 0, 0);

  @Test
  void aTaskMayUseItsOwnMemory() {
    assertThat(definition(1024, LIMITED, RESERVED).limit()).isEqualTo(Bytes.mib(1024));
  }

  @Test
  void withoutItsOwnTheSumOfItsContainersLimitsOrReservations() {
    assertThat(definition(0, LIMITED, RESERVED, FREE).limit()).isEqualTo(Bytes.mib(768));
  }

  @Test
  void withoutAnyLimitUsageShowsAsAbsurd() {
    assertThat(definition(0, FREE).limit()).isEqualTo(new Bytes(1));
  }

  @Test
  void aContainerMayUseItsHardLimitElseWhatTheTaskMay() {
    TaskDefinition definition = definition(1024, LIMITED, RESERVED);
    assertThat(definition.limitOf("limited")).isEqualTo(Bytes.mib(256));
    assertThat(definition.limitOf("reserved"))
        .as("a reservation kills nobody")
        .isEqualTo(Bytes.mib(1024));
    assertThat(definition.limitOf("unknown")).isEqualTo(Bytes.mib(1024));
  }

  @Test
  void whereTheTaskHasNoMemoryAReservationStandsInForAContainersLimit() {
    TaskDefinition definition = definition(0, LIMITED, RESERVED);
    assertThat(definition.limitOf("limited")).isEqualTo(Bytes.mib(256));
    assertThat(definition.limitOf("reserved")).isEqualTo(Bytes.mib(512));
    assertThat(definition.limitOf("unknown")).isEqualTo(Bytes.mib(768));
  }

  @Test
  void aLimitIsHardWhereTheKernelKeepsToIt() {
    assertThat(definition(1024, LIMITED, RESERVED).limitKind()).isEqualTo(LimitKind.HARD);
    assertThat(definition(1024, RESERVED).limitKindOf("reserved")).isEqualTo(LimitKind.HARD);
    assertThat(definition(0, LIMITED).limitKind()).isEqualTo(LimitKind.HARD);
    TaskDefinition mixed = definition(0, LIMITED, RESERVED);
    assertThat(mixed.limitKind()).isEqualTo(LimitKind.RESERVED);
    assertThat(mixed.limitKindOf("limited")).isEqualTo(LimitKind.HARD);
    assertThat(mixed.limitKindOf("reserved")).isEqualTo(LimitKind.RESERVED);
    assertThat(mixed.limitKindOf("unknown")).isEqualTo(LimitKind.RESERVED);
  }

  @Test
  void itSaysWhatTheLimitWasTakenFromAndWhetherItIsOne() {
    assertThat(definition(1024, RESERVED).limitOrigin()).isEqualTo("memory of the task");
    assertThat(definition(0, LIMITED).limitOrigin()).isEqualTo("hard limits of its containers");
    assertThat(definition(0, RESERVED).limitOrigin())
        .isEqualTo(
            "reservations of its containers; without a hard limit reserved may use more, as far"
                + " as the instance has it");
    assertThat(definition(0, LIMITED, RESERVED).limitOrigin())
        .startsWith("hard limits and reservations of its containers; without a hard limit");
  }

  @Test
  void theMainContainerIsTheOneThatMayUseMost() {
    assertThat(definition(1024, LIMITED, FREE).main()).contains(FREE);
    assertThat(definition(1024, LIMITED, FREE, RESERVED).main())
        .as("of two without a limit, the one that reserves more")
        .contains(RESERVED);
    assertThat(definition(0, LIMITED, RESERVED, FREE).main()).contains(RESERVED);
    assertThat(definition(1024, FREE, container("second", true, 0, 0)).main())
        .as("of two alike, the first")
        .contains(FREE);
  }

  @Test
  void whatIsNotEssentialIsNotTheMainOne() {
    Container large = container("init", false, 900, 0);
    assertThat(definition(1024, large, LIMITED).main()).contains(LIMITED);
    assertThat(definition(1024, large).main()).isEmpty();
  }

  private static TaskDefinition definition(int mib, Container... containers) {
    return SampleServices.definition("cart", 1, true, bytes(mib), containers);
  }

  /** 0 is none. */
  private static Container container(String name, boolean essential, int limit, int reservation) {
    return new Container(name, essential, bytes(limit), bytes(reservation), Map.of());
  }

  private static Optional<Bytes> bytes(int mib) {
    return mib == 0 ? Optional.empty() : Optional.of(Bytes.mib(mib));
  }
}
