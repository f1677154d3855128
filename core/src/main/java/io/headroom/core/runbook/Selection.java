package io.headroom.core.runbook;

import java.util.List;

/**
 * The runbooks of one service.
 *
 * @param runbooks those that apply, in the order of the set they come from
 * @param unknown ids in the service's tag that no runbook has; to be reported, not ignored
 */
public record Selection(List<Runbook> runbooks, List<String> unknown) {

  public Selection {
    runbooks = List.copyOf(runbooks);
    unknown = List.copyOf(unknown);
  }
}
