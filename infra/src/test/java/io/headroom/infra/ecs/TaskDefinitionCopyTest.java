package io.headroom.infra.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.remedy.LimitChange;
import io.headroom.core.series.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

class TaskDefinitionCopyTest {

  private static final Tag REMEDY = tag("headroom:remedy", "incident-1");

  private final TaskDefinition full =
      PojoFiller.filled(TaskDefinition.builder(), TaskDefinition.Builder::build);

  @Test
  void copiesEveryMemberThatBothShapesHave() {
    RegisterTaskDefinitionRequest copy = TaskDefinitionCopy.copy(full);

    Set<String> common = names(full);
    common.retainAll(names(copy));
    assertThat(common).contains("containerDefinitions", "volumes", "runtimePlatform", "memory");
    for (String name : common) {
      assertThat(value(full, name)).as("the test fills " + name).isNotNull();
      assertThat(value(copy, name)).as(name).isEqualTo(value(full, name));
    }
  }

  @Test
  void leavesOutNothingButWhatEcsAddsItself() {
    Set<String> left = names(full);
    left.removeAll(names(RegisterTaskDefinitionRequest.builder().build()));

    assertThat(left)
        .containsExactlyInAnyOrder(
            "taskDefinitionArn",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "deregisteredAt",
            "registeredBy");
  }

  @Test
  void copiesNoMemberThatIsNotThere() {
    RegisterTaskDefinitionRequest copy =
        TaskDefinitionCopy.copy(TaskDefinition.builder().family("web").build());

    assertThat(copy).isEqualTo(RegisterTaskDefinitionRequest.builder().family("web").build());
    assertThat(copy.hasVolumes()).isFalse();
    assertThat(copy.hasContainerDefinitions()).isFalse();
  }

  @Test
  void changesTheLimitOfOneContainerAndNothingElse() {
    ContainerDefinition app =
        ContainerDefinition.builder()
            .name("app")
            .image("shop/app:1")
            .memory(512)
            .memoryReservation(256)
            .build();
    ContainerDefinition proxy =
        ContainerDefinition.builder().name("proxy").memory(128).image("proxy:2").build();
    TaskDefinition definition =
        TaskDefinition.builder()
            .family("web")
            .cpu("256")
            .memory("1024")
            .containerDefinitions(app, proxy)
            .build();

    RegisterTaskDefinitionRequest copy =
        of(
            definition,
            List.of(),
            new LimitChange(
                "app",
                Optional.of(Bytes.mib(1536)),
                Optional.of(Bytes.mib(768)),
                Optional.of(Bytes.mib(2048)),
                Optional.of(512)));

    assertThat(copy.containerDefinitions())
        .containsExactly(app.toBuilder().memory(1536).memoryReservation(768).build(), proxy);
    assertThat(copy.memory()).isEqualTo("2048");
    assertThat(copy.cpu()).isEqualTo("512");
  }

  @Test
  void keepsTheTasksSizeWhereItIsNotToChange() {
    TaskDefinition definition =
        TaskDefinition.builder()
            .family("web")
            .cpu("256")
            .memory("1024")
            .containerDefinitions(ContainerDefinition.builder().name("app").memory(512).build())
            .build();

    RegisterTaskDefinitionRequest copy =
        of(
            definition,
            List.of(),
            new LimitChange(
                "app",
                Optional.of(Bytes.mib(768)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));

    assertThat(copy.memory()).isEqualTo("1024");
    assertThat(copy.cpu()).isEqualTo("256");
    assertThat(copy.containerDefinitions().getFirst().memory()).isEqualTo(768);
    assertThat(copy.containerDefinitions().getFirst().memoryReservation()).isNull();
  }

  @Test
  void keepsTagsButThoseThatAwsReservesAndAnEarlierRemedys() {
    RegisterTaskDefinitionRequest copy =
        of(
            TaskDefinition.builder().family("web").build(),
            List.of(
                tag("team", "shop"),
                tag("aws:cloudformation:stack-name", "shop"),
                tag("headroom:remedy", "incident-0")),
            new LimitChange(
                "app", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));

    assertThat(copy.tags()).containsExactly(tag("team", "shop"), REMEDY);
  }

  private static RegisterTaskDefinitionRequest of(
      TaskDefinition definition, List<Tag> tags, LimitChange change) {
    return TaskDefinitionCopy.of(
        DescribeTaskDefinitionResponse.builder().taskDefinition(definition).tags(tags).build(),
        change,
        REMEDY);
  }

  private static Set<String> names(SdkPojo pojo) {
    return pojo.sdkFields().stream().map(SdkField::locationName).collect(Collectors.toSet());
  }

  private static @Nullable Object value(SdkPojo pojo, String name) {
    return pojo.sdkFields().stream()
        .filter(field -> field.locationName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValueOrDefault(pojo);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }
}
