package io.headroom.sandbox.lambda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the roles in {@code template.yaml} allow the functions' code, with its conditions decided.
 */
final class Grants {

  /**
   * One statement that allows or denies something.
   *
   * @param resources ARNs or parts of them; {@code *} for all
   */
  record Statement(Set<String> actions, List<String> resources, Map<?, ?> condition) {}

  /**
   * Names what a function's own code asks for, and nothing that Lambda asks for in its name but its
   * logs ("Using source function ARN to control function access behavior").
   */
  private static final String BY_CODE =
      "{ArnLike={lambda:SourceFunctionArn=arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:*}}";

  private final Template template;
  private final Set<String> conditions;

  /**
   * @param conditions those of the template that are true
   */
  Grants(Template template, Set<String> conditions) {
    this.template = template;
    this.conditions = Set.copyOf(conditions);
  }

  /** Every action that a function's role allows its code. */
  Set<String> actions(String function) {
    var actions = new TreeSet<String>();
    statements(function).forEach(statement -> actions.addAll(statement.actions()));
    actions.removeAll(denied(function));
    return actions;
  }

  /** Every action that a function's role denies its code, on whatever resource. */
  Set<String> denied(String function) {
    var actions = new TreeSet<String>();
    for (Map<?, ?> written : written(role(function))) {
      if ("Deny".equals(written.get("Effect"))) {
        Statement denial = statement(written);
        if (!denial.resources().equals(List.of("*"))
            || !denial.condition().toString().equals(BY_CODE)) {
          throw new AssertionError("not understood: " + written);
        }
        actions.addAll(denial.actions());
      }
    }
    return actions;
  }

  /** What a function's role allows: its own statements and those of the policies attached to it. */
  List<Statement> statements(String function) {
    return statementsOf(role(function));
  }

  /** What a role allows: its own statements and those of the policies attached to it. */
  List<Statement> statementsOf(String role) {
    return written(role).stream()
        .filter(written -> "Allow".equals(written.get("Effect")))
        .map(this::statement)
        .toList();
  }

  private String role(String function) {
    String role = String.valueOf(template.properties(function).get("Role"));
    if (!role.endsWith(".Arn")) {
      throw new AssertionError(function + " has no role of its own but " + role);
    }
    return role.substring(0, role.length() - ".Arn".length());
  }

  /** The statements as they are written, each of an effect that is known. */
  private List<Map<?, ?>> written(String role) {
    Map<String, Object> properties = template.properties(role);
    return Stream.concat(
            items(properties.getOrDefault("ManagedPolicyArns", List.of()))
                .map(name -> template.properties(String.valueOf(name))),
            items(properties.getOrDefault("Policies", List.of())).map(policy -> (Map<?, ?>) policy))
        .flatMap(policy -> items(get((Map<?, ?>) get(policy, "PolicyDocument"), "Statement")))
        .<Map<?, ?>>map(statement -> (Map<?, ?>) statement)
        .peek(Grants::checkEffect)
        .toList();
  }

  private static void checkEffect(Map<?, ?> statement) {
    if (!Set.of("Allow", "Deny").contains(get(statement, "Effect"))) {
      throw new AssertionError("not understood: " + statement);
    }
  }

  private Statement statement(Map<?, ?> statement) {
    var actions = new TreeSet<String>();
    items(get(statement, "Action")).forEach(action -> actions.add(String.valueOf(action)));
    return new Statement(
        actions,
        items(get(statement, "Resource")).map(String::valueOf).toList(),
        statement.get("Condition") instanceof Map<?, ?> condition ? condition : Map.of());
  }

  private static Object get(Map<?, ?> map, String key) {
    Object value = map.get(key);
    if (value == null) {
      throw new AssertionError("no " + key + " in " + map);
    }
    return value;
  }

  /** One or many, without what a condition leaves out. */
  private Stream<Object> items(Object oneOrMany) {
    Collection<?> all = oneOrMany instanceof List<?> list ? list : List.of(oneOrMany);
    var kept = new ArrayList<Object>();
    if (isChoice(all)) {
      kept.add(chosen(List.copyOf(all)));
    } else {
      all.forEach(item -> kept.add(resolved(item)));
    }
    return kept.stream().filter(item -> !"AWS::NoValue".equals(item));
  }

  private Object resolved(Object item) {
    if (item instanceof Map<?, ?> map && map.get("Fn::If") instanceof List<?> choice) {
      return chosen(choice);
    }
    return item instanceof List<?> list && isChoice(list) ? chosen(list) : item;
  }

  /** The short {@code !If} reads as a list of its three parts. */
  private boolean isChoice(Collection<?> list) {
    return list.size() == 3
        && list.iterator().next() instanceof String first
        && template.keys("Conditions").contains(first);
  }

  private Object chosen(List<?> choice) {
    return conditions.contains(choice.getFirst()) ? choice.get(1) : choice.get(2);
  }
}
