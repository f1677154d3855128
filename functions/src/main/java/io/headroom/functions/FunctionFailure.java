package io.headroom.functions;

import io.headroom.infra.log.Mask;

/**
 * What Lambda is told of a failure, so that it counts it and tells the event again: Lambda writes
 * message, causes and traces into its log and its answer as they are, past the log's own mask. The
 * failure has been logged whole before.
 */
final class FunctionFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  FunctionFailure(RuntimeException failure) {
    super(Mask.of(failure.toString()));
    setStackTrace(failure.getStackTrace());
  }
}
