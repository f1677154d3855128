package io.headroom.sandbox;

import io.headroom.core.runbook.RemedyKind;

/** What has to happen in a script, and nothing else, for it to end well. */
sealed interface Plot {

  /** An incident opens, somebody clicks, the remedy is verified, and it is resolved. */
  record Remedied(String service, RemedyKind remedy) implements Plot {}

  /**
   * The same, and it opens because of a leak: hours before the limit and before any threshold, with
   * the verdict and the time left in the thread.
   */
  record LeakRemedied(String service, RemedyKind remedy) implements Plot {}

  /** A service of this name fills its memory, then stands still; no incident opens anywhere. */
  record Quiet(String service) implements Plot {}

  /** An incident opens, and its verdict is a step after the deployment of a task definition. */
  record StepNamed(String service, String taskDefinition) implements Plot {}
}
