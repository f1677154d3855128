package io.headroom.infra.slack;

class InMemoryThreadBookTest extends ThreadBookContract {

  private final ThreadBook book = new InMemoryThreadBook();

  @Override
  protected ThreadBook book() {
    return book;
  }
}
