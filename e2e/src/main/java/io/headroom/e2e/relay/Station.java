package io.headroom.e2e.relay;

import java.io.IOException;

/** A stop on the way of a request. Called by many threads. */
public interface Station {

  /** Answers a request itself, or has it answered further on. */
  Answer pass(Call call, Next next) throws IOException;

  /** The rest of the way. */
  interface Next {
    Answer pass(Call call) throws IOException;
  }
}
