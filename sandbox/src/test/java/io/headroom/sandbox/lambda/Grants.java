package io.headroom.sandbox.lambda;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the roles in {@code template.yaml} allow, with its conditions decided. */
final class Grants {

  /**
   * One statement that allows something.
   *
   * @param resources ARNs or parts of them; {@code *} for all
   */
  record Statement(Set<String> actions, List<String> resources, Map<?, ?> condition) {}

  private final Template template;
  private final Set<String> conditions;

  /**
   * @param conditions those of the template that are true
   */
  Grants(Template template, Set<String> conditions) {
    this.template = template;
    this.conditions = Set.copyOf(conditions);
  }

  /** Every action that a function's role allows. */
  Set<String> actions(String function) {
    var actions = new TreeSet<String>();
    statements(function).forEach(statement -> actions.addAll(statement.actions()));
    return actions;
  }

  /** The statements of a function's role: its own and those of the policies attached to it. */
  List<Statement> statements(String function) {
    String role = String.valueOf(template.properties(function).get("Role"));
    if (!role.endsWith(".Arn")) {
      throw new AssertionError(function + " has no role of its own but " + role);
    }
    return statementsOf(role.substring(0, role.length() - ".Arn".length()));
  }

  /** The statements of a role: its own and those of the policies attached to it. */
  List<Statement> statementsOf(String role) {
    Map<String, Object> properties = template.properties(role);
    return Stream.concat(
            items(properties.getOrDefault("ManagedPolicyArns", List.of()))
                .map(name -> template.properties(String.valueOf(name))),
            items(properties.getOrDefault("Policies", List.of())).map(policy -> (Map<?, ?>) policy))
        .flatMap(policy -> items(get((Map<?, ?>) get(policy, "PolicyDocument"), "Statement")))
        .map(statement -> statement((Map<?, ?>) statement))
        .toList();
  }

  private Statement statement(Map<?, ?> statement) {
    if (!"Allow".equals(statement.get("Effect"))) {
      throw new AssertionError("not understood: " + statement);
    }
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
