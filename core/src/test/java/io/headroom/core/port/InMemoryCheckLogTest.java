package io.headroom.core.port;

class InMemoryCheckLogTest extends CheckLogContract {

  private final InMemoryCheckLog log = new InMemoryCheckLog();

  @Override
  protected CheckLog log() {
    return log;
  }
}
