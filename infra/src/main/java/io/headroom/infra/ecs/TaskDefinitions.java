package io.headroom.infra.ecs;

import io.headroom.core.fleet.FleetException;
import io.headroom.core.fleet.TaskDefinition;
import io.headroom.core.remedy.LimitChange;
import io.headroom.infra.log.Mask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * Revisions of task definitions: described once each, since a revision never changes, and
 * registered anew with more memory. Safe for use by several threads.
 */
final class TaskDefinitions {

  /** The tag that says for which remedy a revision was registered. */
  static final String REMEDY_TAG = "headroom:remedy";

  /**
   * Revisions kept in memory. With fewer than there are services none would ever be found: each
   * reading asks for all in the same order, and drops the oldest.
   */
  private static final int KEPT = 20_000;

  /** A shorter value of the environment, such as a number, is in too many words. */
  private static final int SHORTEST_VALUE = 4;

  /** How many of the newest revisions are looked through for one of the same remedy. */
  private static final int LATEST = 10;

  private final EcsClient ecs;
  private final PassableRoles roles;
  private final Map<String, TaskDefinition> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TaskDefinition> eldest) {
          return size() > KEPT;
        }
      };

  TaskDefinitions(EcsClient ecs, PassableRoles roles) {
    this.ecs = ecs;
    this.roles = roles;
  }

  /** Whether a revision is kept already. */
  boolean knows(String arn) {
    synchronized (known) {
      return known.containsKey(arn);
    }
  }

  /** One revision, by its ARN. */
  TaskDefinition get(String arn) {
    synchronized (known) {
      TaskDefinition cached = known.get(arn);
      if (cached != null) {
        return cached;
      }
    }
    TaskDefinition read = Descriptions.taskDefinition(describe(arn).taskDefinition(), roles);
    synchronized (known) {
      known.put(arn, read);
    }
    return read;
  }

  /**
   * Registers a copy with more memory, unless one of the newest revisions carries the remedy's tag
   * already. Two that run at the same moment may both register; the service then runs one of them,
   * and the other is left unused.
   */
  String registerWithLimit(String arn, LimitChange change, String remedy) {
    DescribeTaskDefinitionResponse origin = describe(arn);
    return registeredFor(origin, remedy)
        .orElseGet(
            () -> {
              RegisterTaskDefinitionRequest request =
                  TaskDefinitionCopy.of(origin, change, tag(remedy));
              return register(request).taskDefinition().taskDefinitionArn();
            });
  }

  /**
   * ECS may repeat what it finds fault with. Values of the environment may be secrets of the
   * application: they are in no message, nor is what the SDK threw, which has them too.
   */
  private RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request) {
    try {
      return EcsCall.of(
          "RegisterTaskDefinition", request.family(), () -> ecs.registerTaskDefinition(request));
    } catch (FleetException e) {
      Stream<String> values =
          request.containerDefinitions().stream()
              .flatMap(container -> container.environment().stream())
              .map(KeyValuePair::value)
              .filter(Objects::nonNull);
      throw new FleetException(
          e.reason(), Mask.values(String.valueOf(e.getMessage()), values, SHORTEST_VALUE));
    }
  }

  private Optional<String> registeredFor(DescribeTaskDefinitionResponse origin, String remedy) {
    String family = origin.taskDefinition().family();
    List<String> latest =
        EcsCall.of(
            "ListTaskDefinitions",
            family,
            () ->
                ecs.listTaskDefinitions(
                        request ->
                            request
                                .familyPrefix(family)
                                .status(TaskDefinitionStatus.ACTIVE)
                                .sort(SortOrder.DESC)
                                .maxResults(LATEST))
                    .taskDefinitionArns());
    return latest.stream()
        .filter(arn -> revision(arn) > origin.taskDefinition().revision())
        .filter(arn -> describe(arn).tags().contains(tag(remedy)))
        .findFirst();
  }

  private DescribeTaskDefinitionResponse describe(String arn) {
    return EcsCall.of(
        "DescribeTaskDefinition",
        Descriptions.lastPart(arn),
        () ->
            ecs.describeTaskDefinition(
                request -> request.taskDefinition(arn).include(TaskDefinitionField.TAGS)));
  }

  private static int revision(String arn) {
    return Integer.parseInt(arn.substring(arn.lastIndexOf(':') + 1));
  }

  private static Tag tag(String remedy) {
    return Tag.builder().key(REMEDY_TAG).value(remedy).build();
  }
}
