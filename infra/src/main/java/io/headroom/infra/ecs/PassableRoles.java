package io.headroom.infra.ecs;

import io.headroom.infra.settings.Settings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Which roles Headroom may hand on when it registers a task definition: those that the policy in
 * {@code template.yaml} allows {@code iam:PassRole} for, by the same names with the same wildcards.
 * IAM decides; this only lets a button say beforehand what IAM would refuse.
 */
public final class PassableRoles {

  /** Every role, for a fleet that has no IAM. */
  public static final PassableRoles ALL = new PassableRoles(List.of("*"));

  private final List<Pattern> names;

  /**
   * @param names as in {@link Settings#taskRoles()}: a role's name with its path, if it has one;
   *     {@code *} stands for any characters, {@code ?} for one
   */
  public PassableRoles(List<String> names) {
    this.names = names.stream().map(PassableRoles::pattern).toList();
  }

  /** Names of the task's roles that may not be handed on; empty if it can be registered anew. */
  List<String> withheld(TaskDefinition definition) {
    return List.of(text(definition.taskRoleArn()), text(definition.executionRoleArn())).stream()
        .filter(role -> !role.isEmpty())
        .map(PassableRoles::name)
        .distinct()
        .filter(role -> names.stream().noneMatch(pattern -> pattern.matcher(role).matches()))
        .toList();
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A task definition may name a role by its ARN or by its name alone. */
  private static String name(String role) {
    int start = role.indexOf(":role/");
    return start < 0 ? role : role.substring(start + ":role/".length());
  }

  private static Pattern pattern(String name) {
    return Pattern.compile(
        name.chars()
            .mapToObj(
                letter ->
                    switch (letter) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(letter));
                    })
            .collect(Collectors.joining()));
  }
}
