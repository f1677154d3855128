package io.headroom.e2e.relay;

import java.io.IOException;

/**
 * Application Auto Scaling of an account that uses none: MiniStack does not know the service, and
 * answers as AWS never does.
 */
public final class AutoScaling implements Station {

  private static final String TARGETS = "AnyScaleFrontendService.";

  @Override
  public Answer pass(Call call, Next next) throws IOException {
    return call.isFor(TARGETS) && call.action().equals("DescribeScalableTargets")
        ? Answer.json("{\"ScalableTargets\": []}")
        : next.pass(call);
  }
}
