package io.headroom.infra.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.fleet.Service;
import io.headroom.core.fleet.TaskDefinition.Container;
import io.headroom.core.port.SampleServices;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HeapLimitTest {

  @ParameterizedTest
  @CsvSource({
    "NODE_OPTIONS, --max-old-space-size=384, 384",
    "NODE_OPTIONS, --trace-gc --max_old_space_size=1536, 1536",
    "JAVA_TOOL_OPTIONS, -Xmx2G -Xms1G, 2048",
    "JAVA_OPTS, -XX:MaxHeapSize=512m, 512",
    "JAVA_TOOL_OPTIONS, -XX:MaxRAMPercentage=75.0, 1536"
  })
  void isTakenFromTheEnvironment(String name, String value, long mib) {
    assertThat(HeapLimit.of(service(Map.of(name, value), List.of()))).contains(Bytes.mib(mib));
  }

  @Test
  void isTakenFromTheEntryPointAndTheCommand() {
    assertThat(HeapLimit.of(service(Map.of(), List.of("node", "--max-old-space-size=512", "a.js"))))
        .contains(Bytes.mib(512));
    assertThat(HeapLimit.of(service(Map.of(), List.of("sh", "-c", "exec java -Xmx1g -jar a.jar"))))
        .contains(Bytes.mib(1024));
    assertThat(HeapLimit.of(service(Map.of(), List.of("java", "-XX:MaxRAMPercentage=50", "-jar"))))
        .contains(Bytes.mib(1024));
  }

  @Test
  void theCommandGoesBeforeTheEnvironmentAndASizeBeforeAShare() {
    Service both =
        service(
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), List.of("java", "-Xmx512m", "-jar", "a.jar"));
    Service share =
        service(Map.of("JAVA_TOOL_OPTIONS", "-Xmx1g"), List.of("java", "-XX:MaxRAMPercentage=50"));

    assertThat(HeapLimit.of(both)).contains(Bytes.mib(512));
    assertThat(HeapLimit.of(share)).contains(Bytes.mib(1024));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xmx0",
    "-Xmx12q",
    "-XX:MaxRAMPercentage=900",
    "-XX:MaxRAMPercentage=x",
    "--max-old"
  })
  void whatIsNoLimitIsNone(String option) {
    assertThat(HeapLimit.of(service(Map.of("OPTIONS", option), List.of()))).isEmpty();
  }

  private static Service service(Map<String, String> environment, List<String> command) {
    var app =
        new Container(
            "app", true, Optional.empty(), Optional.of(Bytes.mib(1024)), environment, command);
    return SampleServices.service(
        SampleServices.id("shop", "cart"),
        2,
        SampleServices.definition("cart", 1, true, Optional.of(Bytes.mib(2048)), app));
  }
}
