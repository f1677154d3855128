package io.headroom.sandbox.fleet.ecs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Checks a task definition as RegisterTaskDefinition does, and completes it. */
final class Registration {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,255}");

  /** Docker 20.10 and newer give a container at least this much. */
  private static final int LEAST_MIB = 6;

  private Registration() {}

  /** The definition to register. */
  static TaskDefinition check(RegisterTaskDefinitionRequest request) {
    if (request.family() == null || !NAME.matcher(request.family()).matches()) {
      throw EcsErrors.client("Family contains invalid characters.");
    }
    if (request.containerDefinitions().isEmpty()) {
      throw EcsErrors.client("Container list cannot be empty.");
    }
    Integer cpu = units(request.cpu(), "cpu", "vcpu");
    Integer memory = units(request.memory(), "memory", "gb");
    boolean fargate = request.requiresCompatibilities().contains(Compatibility.FARGATE);
    if (fargate) {
      checkFargate(request.networkMode(), cpu, memory);
    }
    checkContainers(request.containerDefinitions(), memory);
    return TaskDefinition.builder()
        .family(request.family())
        .containerDefinitions(
            request.containerDefinitions().stream().map(Registration::complete).toList())
        .cpu(cpu == null ? null : cpu.toString())
        .memory(memory == null ? null : memory.toString())
        .taskRoleArn(request.taskRoleArn())
        .executionRoleArn(request.executionRoleArn())
        .networkMode(request.networkMode())
        .volumes(request.volumes())
        .placementConstraints(request.placementConstraints())
        .requiresCompatibilities(request.requiresCompatibilities())
        .compatibilities(compatibilities(request.networkMode(), cpu, memory))
        .runtimePlatform(request.runtimePlatform())
        .pidMode(request.pidMode())
        .ipcMode(request.ipcMode())
        .proxyConfiguration(request.proxyConfiguration())
        .ephemeralStorage(request.ephemeralStorage())
        .enableFaultInjection(request.enableFaultInjection())
        .build();
  }

  private static void checkFargate(
      @Nullable NetworkMode mode, @Nullable Integer cpu, @Nullable Integer memory) {
    if (mode != NetworkMode.AWSVPC) {
      throw EcsErrors.client("Fargate only supports network mode ‘awsvpc’.");
    }
    if (cpu == null) {
      throw EcsErrors.client("Fargate requires that 'cpu' be defined at the task level.");
    }
    if (memory == null) {
      throw EcsErrors.client("Fargate requires that 'memory' be defined at the task level.");
    }
    if (!FargateSizes.valid(cpu, memory)) {
      throw EcsErrors.client(
          ("No Fargate configuration exists for given values: %d CPU, %d memory. See the Amazon ECS"
                  + " documentation for the valid values.")
              .formatted(cpu, memory));
    }
  }

  private static void checkContainers(
      List<ContainerDefinition> containers, @Nullable Integer taskMemory) {
    Set<String> names = new HashSet<>();
    int reserved = 0;
    boolean essential = false;
    for (ContainerDefinition container : containers) {
      if (container.name() == null || !NAME.matcher(container.name()).matches()) {
        throw EcsErrors.client("Container.name contains invalid characters.");
      }
      if (!names.add(container.name())) {
        throw EcsErrors.client("Container.name must be unique.");
      }
      if (container.image() == null || container.image().isBlank()) {
        throw EcsErrors.client("Container.image should not be null or empty.");
      }
      checkMemory(container, taskMemory);
      reserved += reserved(container);
      essential |= !Boolean.FALSE.equals(container.essential());
    }
    if (!essential) {
      throw EcsErrors.client("Task definition does not have any essential containers.");
    }
    if (taskMemory != null && reserved > taskMemory) {
      throw EcsErrors.client(
          "The total memory reserved for containers, %d MiB, is greater than the task's 'memory', %d MiB."
              .formatted(reserved, taskMemory));
    }
  }

  private static void checkMemory(ContainerDefinition container, @Nullable Integer taskMemory) {
    Integer hard = container.memory();
    Integer soft = container.memoryReservation();
    if (hard == null && soft == null && taskMemory == null) {
      throw setting(
          container, "At least one of 'memory' or 'memoryReservation' must be specified.");
    }
    if ((hard != null && hard < LEAST_MIB) || (soft != null && soft < LEAST_MIB)) {
      throw setting(container, "'memory' must be at least " + LEAST_MIB + " MiB.");
    }
    if (hard != null && soft != null && hard < soft) {
      throw setting(container, "'memory' must be greater than or equal to 'memoryReservation'.");
    }
    if (hard != null && taskMemory != null && hard > taskMemory) {
      throw setting(container, "The 'memory' setting for container is greater than for the task.");
    }
  }

  private static int reserved(ContainerDefinition container) {
    Integer reserved =
        container.memoryReservation() != null ? container.memoryReservation() : container.memory();
    return reserved == null ? 0 : reserved;
  }

  private static EcsException setting(ContainerDefinition container, String what) {
    return EcsErrors.client("Invalid setting for container '" + container.name() + "'. " + what);
  }

  private static ContainerDefinition complete(ContainerDefinition container) {
    ContainerDefinition.Builder builder = container.toBuilder();
    if (container.essential() == null) {
      builder.essential(true);
    }
    if (container.cpu() == null) {
      builder.cpu(0);
    }
    return builder.build();
  }

  private static List<Compatibility> compatibilities(
      @Nullable NetworkMode mode, @Nullable Integer cpu, @Nullable Integer memory) {
    List<Compatibility> compatibilities = new ArrayList<>(List.of(Compatibility.EC2));
    if (mode == NetworkMode.AWSVPC
        && cpu != null
        && memory != null
        && FargateSizes.valid(cpu, memory)) {
      compatibilities.add(Compatibility.FARGATE);
    }
    return compatibilities;
  }

  /** A size as a number, or in vCPU or GB: ECS takes both and answers with the number. */
  private static @Nullable Integer units(@Nullable String text, String what, String unit) {
    if (text == null) {
      return null;
    }
    String lower = text.strip().toLowerCase(Locale.ROOT);
    try {
      double value =
          lower.endsWith(unit)
              ? 1024 * Double.parseDouble(lower.substring(0, lower.length() - unit.length()))
              : Integer.parseInt(lower);
      if (value > 0 && value == Math.rint(value)) {
        return (int) value;
      }
    } catch (NumberFormatException e) {
      throw invalidUnits(what, e);
    }
    throw invalidUnits(what, null);
  }

  private static EcsException invalidUnits(String what, @Nullable Throwable cause) {
    EcsException exception = EcsErrors.client("Invalid '" + what + "' setting for task.");
    if (cause != null) {
      exception.addSuppressed(cause);
    }
    return exception;
  }
}
