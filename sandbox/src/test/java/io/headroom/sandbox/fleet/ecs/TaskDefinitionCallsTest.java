package io.headroom.sandbox.fleet.ecs;

import static io.headroom.sandbox.fleet.Testing.quiet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.headroom.sandbox.fleet.Testing;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;

class TaskDefinitionCallsTest {

  private final EcsClient ecs = quiet().ecs();

  @Test
  void aRevisionIsFoundByFamilyByNumberAndByArn() {
    TaskDefinition latest = describe("checkout-api").taskDefinition();
    assertThat(latest.taskDefinitionArn())
        .isEqualTo("arn:aws:ecs:eu-central-1:111122223333:task-definition/checkout-api:1");
    assertThat(describe("checkout-api:1").taskDefinition()).isEqualTo(latest);
    assertThat(describe(latest.taskDefinitionArn()).taskDefinition()).isEqualTo(latest);
    ContainerDefinition app = latest.containerDefinitions().getFirst();
    assertThat(app.memory()).isEqualTo(1024);
    assertThat(app.environment())
        .anySatisfy(
            variable -> {
              assertThat(variable.name()).isEqualTo("NODE_OPTIONS");
              assertThat(variable.value()).isEqualTo("--max-old-space-size=896");
            });
    assertThat(app.logConfiguration().options())
        .containsEntry("awslogs-group", "/ecs/checkout-api");
  }

  @Test
  void aNewRevisionKeepsEverythingAndItsTags() {
    TaskDefinition before = describe("payments-api").taskDefinition();
    Tag tag = Tag.builder().key("headroom:remedy").value("incident-1").build();
    TaskDefinition after =
        ecs.registerTaskDefinition(
                request ->
                    request
                        .family(before.family())
                        .cpu("1 vCPU")
                        .memory("3 GB")
                        .networkMode(before.networkMode())
                        .requiresCompatibilities(before.requiresCompatibilities())
                        .taskRoleArn(before.taskRoleArn())
                        .executionRoleArn(before.executionRoleArn())
                        .containerDefinitions(before.containerDefinitions())
                        .tags(tag))
            .taskDefinition();
    assertThat(after.revision()).isEqualTo(2);
    assertThat(after.memory()).isEqualTo("3072");
    assertThat(after.cpu()).isEqualTo("1024");
    assertThat(after.containerDefinitions()).isEqualTo(before.containerDefinitions());
    assertThat(describe("payments-api:2").tags()).containsExactly(tag);
    assertThat(ecs.describeTaskDefinition(r -> r.taskDefinition("payments-api:2")).hasTags())
        .isFalse();
    assertThat(
            ecs.listTaskDefinitions(
                    request -> request.familyPrefix("payments-api").sort(SortOrder.DESC))
                .taskDefinitionArns())
        .extracting(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .containsExactly("payments-api:2", "payments-api:1");
  }

  @ParameterizedTest
  @CsvSource({"512, 1500", "256, 4096", "1024, 1024", "4096, 31744", "3000, 4096"})
  void aSizeThatFargateLacksIsRefused(int cpu, int memory) {
    refused(
        request -> request.cpu("" + cpu).memory("" + memory),
        "No Fargate configuration exists for given values: "
            + cpu
            + " CPU, "
            + memory
            + " memory. See the Amazon ECS documentation for the valid values.");
  }

  @Test
  void aTaskThatIsNotWholeIsRefused() {
    refused(
        request -> request.cpu(null), "Fargate requires that 'cpu' be defined at the task level.");
    refused(
        request -> request.memory(null),
        "Fargate requires that 'memory' be defined at the task level.");
    refused(
        request -> request.networkMode(NetworkMode.BRIDGE),
        "Fargate only supports network mode ‘awsvpc’.");
    refused(request -> request.memory("lots"), "Invalid 'memory' setting for task.");
    refused(request -> request.family("no family"), "Family contains invalid characters.");
    refused(
        request -> request.containerDefinitions(java.util.List.of()),
        "Container list cannot be empty.");
  }

  @Test
  void aContainerThatDoesNotFitIsRefused() {
    refused(
        request -> request.containerDefinitions(app(2048, null)),
        "Invalid setting for container 'app'. The 'memory' setting for container is greater than"
            + " for the task.");
    refused(
        request -> request.containerDefinitions(app(512, 600)),
        "Invalid setting for container 'app'. 'memory' must be greater than or equal to"
            + " 'memoryReservation'.");
    refused(
        request ->
            request.containerDefinitions(
                app(1024, null), app(512, null).toBuilder().name("log-router").build()),
        "The total memory reserved for containers, 1536 MiB, is greater than the task's 'memory',"
            + " 1024 MiB.");
    refused(
        request ->
            request
                .cpu(null)
                .memory(null)
                .requiresCompatibilities(Compatibility.EC2)
                .containerDefinitions(app(null, null)),
        "Invalid setting for container 'app'. At least one of 'memory' or 'memoryReservation' must"
            + " be specified.");
  }

  @Test
  void anUnknownRevisionIsAClientException() {
    assertThatThrownBy(() -> describe("checkout-api:99"))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("Unable to describe task definition.");
    assertThatThrownBy(() -> describe("no-such-family"))
        .isInstanceOf(ClientException.class)
        .hasMessageContaining("Unable to describe task definition.");
  }

  @Test
  void tagsOfServicesAndRevisionsAreReadAndChanged() {
    String service = Testing.service(ecs, "shop", "checkout-api").serviceArn();
    ecs.tagResource(
        request ->
            request
                .resourceArn(service)
                .tags(Tag.builder().key("headroom:channel").value("C0123456789").build()));
    ecs.untagResource(request -> request.resourceArn(service).tagKeys("headroom:owner"));
    assertThat(ecs.listTagsForResource(request -> request.resourceArn(service)).tags())
        .extracting(Tag::key)
        .containsExactlyInAnyOrder("headroom:channel", "headroom:runbook");
    String revision = describe("ledger").taskDefinition().taskDefinitionArn();
    ecs.tagResource(
        request -> request.resourceArn(revision).tags(Tag.builder().key("a").value("b").build()));
    assertThat(describe("ledger").tags()).extracting(Tag::value).containsExactly("b");
  }

  private void refused(Consumer<RegisterTaskDefinitionRequest.Builder> change, String message) {
    RegisterTaskDefinitionRequest.Builder request =
        RegisterTaskDefinitionRequest.builder()
            .family("app")
            .cpu("512")
            .memory("1024")
            .networkMode(NetworkMode.AWSVPC)
            .requiresCompatibilities(Compatibility.FARGATE)
            .containerDefinitions(app(null, null));
    change.accept(request);
    assertThatThrownBy(() -> ecs.registerTaskDefinition(request.build()))
        .isInstanceOfSatisfying(
            ClientException.class,
            exception -> {
              assertThat(exception.awsErrorDetails().errorCode()).isEqualTo("ClientException");
              assertThat(exception.awsErrorDetails().errorMessage()).isEqualTo(message);
              assertThat(exception.statusCode()).isEqualTo(400);
            });
  }

  private static ContainerDefinition app(
      @org.jspecify.annotations.Nullable Integer memory,
      @org.jspecify.annotations.Nullable Integer reservation) {
    return ContainerDefinition.builder()
        .name("app")
        .image("app:1")
        .memory(memory)
        .memoryReservation(reservation)
        .build();
  }

  private DescribeTaskDefinitionResponse describe(String reference) {
    return ecs.describeTaskDefinition(
        request -> request.taskDefinition(reference).include(TaskDefinitionField.TAGS));
  }
}
