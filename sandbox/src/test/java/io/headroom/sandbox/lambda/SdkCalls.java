package io.headroom.sandbox.lambda;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.headroom.core.incident.IncidentEvent.Resolved;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which calls of AWS the deployed code can make, as IAM's actions, read from its bytecode: from a
 * handler along every call, through an interface to all that implement it, and into the
 * constructors of each class on the way, where callbacks are made. It finds too much rather than
 * too little.
 */
final class SdkCalls {

  private static final String SERVICES = "software.amazon.awssdk.services.";

  /** IAM's prefix of an action by the SDK's client. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "ApplicationAutoScalingClient", "application-autoscaling",
          "CloudWatchClient", "cloudwatch",
          "DynamoDbClient", "dynamodb",
          "EcsClient", "ecs",
          "SecretsManagerClient", "secretsmanager",
          "SqsClient", "sqs",
          "StsClient", "sts");

  /** What a transaction writes is granted by the actions of its parts. */
  private static final Map<String, String> TRANSACTION_PARTS =
      Map.of(
          "put", "dynamodb:PutItem",
          "update", "dynamodb:UpdateItem",
          "delete", "dynamodb:DeleteItem",
          "conditionCheck", "dynamodb:ConditionCheckItem");

  private final JavaClasses classes;

  private SdkCalls(JavaClasses classes) {
    this.classes = classes;
  }

  /** Reads what is deployed: the main classes of the modules behind the two zips. */
  static SdkCalls read() {
    return new SdkCalls(
        new ClassFileImporter()
            .withImportOption(
                location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages(
                "io.headroom.core",
                "io.headroom.infra",
                "io.headroom.functions",
                "io.headroom.bot"));
  }

  /** The actions that the code can take from a handler on, and from what lies beside it. */
  Set<String> from(Class<?> handler) {
    return actions(
        reached(
            classes.stream()
                .filter(type -> type.getPackageName().equals(handler.getPackageName()))
                .filter(type -> type.isEquivalentTo(handler) || !isHandler(type))
                .flatMap(
                    type -> (isHandler(type) ? type.getMethods() : type.getCodeUnits()).stream())));
  }

  /** The actions anywhere in the code. */
  Set<String> anywhere() {
    return actions(
        classes.stream()
            .flatMap(type -> type.getCodeUnits().stream())
            .collect(Collectors.toUnmodifiableSet()));
  }

  private Set<JavaCodeUnit> reached(Stream<? extends JavaCodeUnit> roots) {
    var seen = new HashSet<JavaCodeUnit>();
    Deque<JavaCodeUnit> open = new ArrayDeque<>();
    roots.forEach(open::add);
    while (!open.isEmpty()) {
      JavaCodeUnit unit = open.remove();
      if (isRehearsal(unit.getOwner()) || !seen.add(unit)) {
        continue;
      }
      if (!isHandler(unit.getOwner())) {
        open.addAll(unit.getOwner().getConstructors());
      }
      unit.getOwner().getStaticInitializer().ifPresent(open::add);
      accesses(unit).flatMap(access -> targets(access.getTarget())).forEach(open::add);
    }
    return seen;
  }

  /**
   * What is rehearsed before a snapshot goes to doubles in the process; SnapshotTest sees to it.
   */
  private static boolean isRehearsal(JavaClass type) {
    return type.getSimpleName().equals("Rehearsal");
  }

  /** Their constructors start the container, which makes everything for everybody. */
  private static boolean isHandler(JavaClass type) {
    return type.getSimpleName().endsWith("Handler")
        && type.getMethods().stream().anyMatch(method -> method.getName().equals("handleRequest"));
  }

  private static Stream<JavaCodeUnitAccess<?>> accesses(JavaCodeUnit unit) {
    return Stream.<Set<? extends JavaCodeUnitAccess<?>>>of(
            unit.getMethodCallsFromSelf(),
            unit.getConstructorCallsFromSelf(),
            unit.getMethodReferencesFromSelf(),
            unit.getConstructorReferencesFromSelf())
        .flatMap(Set::stream);
  }

  /** What may run for a call: the method itself, inherited or overridden. */
  private Stream<JavaCodeUnit> targets(CodeUnitAccessTarget target) {
    if (!target.getOwner().getPackageName().startsWith("io.headroom")
        && target.getOwner().getAllSubclasses().isEmpty()) {
      return Stream.empty();
    }
    String[] parameters =
        target.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    if (target.getName().equals(JavaConstructor.CONSTRUCTOR_NAME)) {
      return target
          .getOwner()
          .tryGetConstructor(parameters)
          .filter(made -> made.getOwner().getPackageName().startsWith("io.headroom"))
          .map(JavaCodeUnit.class::cast)
          .stream();
    }
    return Stream.of(
            Stream.of(target.getOwner()),
            target.getOwner().getAllRawSuperclasses().stream(),
            target.getOwner().getAllRawInterfaces().stream(),
            target.getOwner().getAllSubclasses().stream())
        .flatMap(types -> types)
        .filter(type -> type.getPackageName().startsWith("io.headroom"))
        .flatMap(
            type ->
                type
                    .tryGetCodeUnitWithParameterTypeNames(target.getName(), List.of(parameters))
                    .stream());
  }

  private static Set<String> actions(Set<JavaCodeUnit> units) {
    var actions = new TreeSet<String>();
    units.stream()
        .flatMap(SdkCalls::accesses)
        .map(JavaCodeUnitAccess::getTarget)
        .forEach(target -> action(target).ifPresent(actions::add));
    if (units.stream().noneMatch(SdkCalls::endsAnIncident)) {
      // The store deletes an item only when it appends that an incident is resolved.
      actions.remove("dynamodb:DeleteItem");
    }
    if (actions.contains("ecs:RegisterTaskDefinition")) {
      // Registered with tags, and with roles that ECS is to assume.
      actions.add("ecs:TagResource");
      actions.add("iam:PassRole");
    }
    return actions;
  }

  private static boolean endsAnIncident(JavaCodeUnit unit) {
    return unit.getConstructorCallsFromSelf().stream()
        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Resolved.class));
  }

  private static Optional<String> action(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    if (!owner.getPackageName().startsWith(SERVICES)) {
      return Optional.empty();
    }
    if (owner.getSimpleName().equals("StsAssumeRoleCredentialsProvider")) {
      // It calls STS itself.
      return target.getName().equals("resolveCredentials")
          ? Optional.of("sts:AssumeRole")
          : Optional.empty();
    }
    if (owner.getName().endsWith(".TransactWriteItem$Builder")) {
      return Optional.ofNullable(TRANSACTION_PARTS.get(target.getName()));
    }
    if (!owner.getSimpleName().endsWith("Client")
        || Set.of("builder", "create", "close", "transactWriteItems").contains(target.getName())) {
      return Optional.empty();
    }
    String prefix = PREFIXES.get(owner.getSimpleName());
    if (prefix == null) {
      throw new AssertionError("say which prefix IAM has for " + owner.getName());
    }
    String operation = target.getName().replaceFirst("Paginator$", "");
    return Optional.of(
        prefix + ":" + Character.toUpperCase(operation.charAt(0)) + operation.substring(1));
  }
}
