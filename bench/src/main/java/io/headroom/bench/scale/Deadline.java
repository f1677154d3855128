package io.headroom.bench.scale;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import io.headroom.sandbox.aws.NoContext;
import java.time.Duration;

/**
 * An invocation that has so much time.
 *
 * @param began by {@link System#nanoTime()}
 * @param speed how many times faster than real time runs
 */
record Deadline(long began, Duration time, int speed) implements Context {

  Deadline(long began, Duration time) {
    this(began, time, 1);
  }

  @Override
  public int getRemainingTimeInMillis() {
    long passed = (System.nanoTime() - began) * speed;
    return (int) Math.max(0, time.minusNanos(passed).toMillis());
  }

  @Override
  public String getAwsRequestId() {
    return "bench";
  }

  @Override
  public String getLogGroupName() {
    return "";
  }

  @Override
  public String getLogStreamName() {
    return "";
  }

  @Override
  public String getFunctionName() {
    return "bench";
  }

  @Override
  public String getFunctionVersion() {
    return "1";
  }

  @Override
  public String getInvokedFunctionArn() {
    return "";
  }

  @Override
  public CognitoIdentity getIdentity() {
    return NoContext.INSTANCE.getIdentity();
  }

  @Override
  public ClientContext getClientContext() {
    return NoContext.INSTANCE.getClientContext();
  }

  @Override
  public int getMemoryLimitInMB() {
    return NoContext.INSTANCE.getMemoryLimitInMB();
  }

  @Override
  public LambdaLogger getLogger() {
    return NoContext.INSTANCE.getLogger();
  }
}
