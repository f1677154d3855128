package io.headroom.core.remedy;

/** Why a remedy is not offered, or a click not taken; the same name in log, metric and Slack. */
public enum Refusal {
  SERVICE_GONE("The service does not exist any more."),
  NOTHING_RUNS("No task of the service runs."),
  DEPLOYMENT_IN_PROGRESS("A deployment is rolling out; wait until it is done."),
  DEPLOYMENT_FAILED(
      "The last deployment failed, and ECS starts no new tasks in it: deploy or roll back first."),
  CONTROLLER_NOT_ECS(
      "The service is not rolled out by ECS itself but by CodeDeploy or an external controller."),
  REMEDY_IN_PROGRESS("Another remedy is in progress for this service."),
  COOLDOWN("The same remedy ran a short while ago; give it time to show, or choose another."),
  ONE_TASK_ONLY("It is the only task: stopping it is an outage. Restart replaces it without one."),
  NO_TASK_METRICS(
      "Which task is hottest cannot be seen: the cluster has no Container Insights with enhanced"
          + " observability."),
  NOT_THE_TASK("All tasks use about as much: stopping one of them would not help."),
  TASK_GONE("The task has stopped already."),
  LARGEST_SIZE("The limit is the largest that ECS offers here already."),
  NO_LIMIT("The task definition sets no memory limit that could be raised."),
  ROLE_WITHHELD(
      "Headroom may not hand the service's roles on to a new revision: name them in the parameter"
          + " TaskRoles and deploy again."),
  AT_MAXIMUM("Auto Scaling's maximum, or Headroom's cap for one click, is reached."),
  SERVICE_CHANGED("The service has changed since this was offered; look at the new buttons."),
  OFFER_REPLACED("This button is from an earlier state; use the ones in the message now."),
  OFFER_EXPIRED("This button is too old to be safe; use the ones in the newest message."),
  NEWER_VERSION(
      "A newer version of Headroom is being deployed and has this incident in hand; press again in"
          + " some minutes."),
  NOT_OFFERED("This remedy is not offered for this incident."),
  INCIDENT_RESOLVED("The incident is resolved."),
  INCIDENT_UNKNOWN("There is no such incident any more."),
  NOT_ALLOWED("You are not among the people who may press this button."),
  REMEDIES_OFF("Remedies are switched off in this installation.");

  private final String sentence;

  Refusal(String sentence) {
    this.sentence = sentence;
  }

  /** For people. */
  public String sentence() {
    return sentence;
  }
}
