package io.headroom.core.port;

class InMemoryWatchStoreTest extends WatchStoreContract {

  private final InMemoryWatchStore store = new InMemoryWatchStore();

  @Override
  protected WatchStore store() {
    return store;
  }
}
