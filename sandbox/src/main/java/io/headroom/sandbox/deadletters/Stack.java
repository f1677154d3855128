package io.headroom.sandbox.deadletters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackResource;

/**
 * What of an installation is needed here, by the names that CloudFormation gave.
 *
 * @param queue URL of the queue of dead letters
 * @param table name of the table of incidents
 * @param checkFleet name of the function, and so on
 */
public record Stack(
    String queue,
    String table,
    String checkFleet,
    String taskStopped,
    String tellSlack,
    String runRemedy) {

  /** Not the stack of an installation. */
  public static final class NoInstallation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NoInstallation(String message) {
      super(message);
    }
  }

  /**
   * Asks CloudFormation.
   *
   * @throws NoInstallation if the stack has not what an installation has
   */
  public static Stack of(CloudFormationClient client, String name) {
    var resources = new HashMap<String, String>();
    for (StackResource resource :
        client.describeStackResources(request -> request.stackName(name)).stackResources()) {
      Optional.ofNullable(resource.physicalResourceId())
          .ifPresent(id -> resources.put(resource.logicalResourceId(), id));
    }
    List<String> missing = new ArrayList<>();
    var stack =
        new Stack(
            take(resources, "DeadLetters", missing),
            take(resources, "Table", missing),
            take(resources, "CheckFleet", missing),
            take(resources, "TaskStopped", missing),
            take(resources, "TellSlack", missing),
            take(resources, "RunRemedy", missing));
    if (!missing.isEmpty()) {
      throw new NoInstallation(
          "Stack %s is no installation of Headroom: it has no %s."
              .formatted(name, String.join(", no ", missing)));
    }
    return stack;
  }

  private static String take(Map<String, String> from, String name, List<String> missing) {
    String id = from.get(name);
    if (id == null) {
      missing.add(name);
      return "";
    }
    return id;
  }
}
