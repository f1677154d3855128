package io.headroom.sandbox.fleet.sim;

/**
 * Names of the simulated account's resources. Account and layout are those of AWS's own examples.
 */
public final class Arns {

  public static final String ACCOUNT = "111122223333";
  public static final String REGION = "eu-central-1";

  private static final String PREFIX = "arn:aws:ecs:" + REGION + ":" + ACCOUNT + ":";

  private Arns() {}

  public static String cluster(String cluster) {
    return PREFIX + "cluster/" + cluster;
  }

  public static String service(String cluster, String service) {
    return PREFIX + "service/" + cluster + "/" + service;
  }

  public static String task(String cluster, String id) {
    return PREFIX + "task/" + cluster + "/" + id;
  }

  public static String container(String cluster, String task, String id) {
    return PREFIX + "container/" + cluster + "/" + task + "/" + id;
  }

  public static String containerInstance(String cluster, String id) {
    return PREFIX + "container-instance/" + cluster + "/" + id;
  }

  public static String taskDefinition(String family, int revision) {
    return PREFIX + "task-definition/" + family + ":" + revision;
  }

  public static String image(String repository, String tag) {
    return ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/" + repository + ":" + tag;
  }

  /** The last part of an ARN, or the name itself. */
  public static String nameOf(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }
}
