package io.headroom.infra.store;

import io.headroom.core.port.IncidentStore;
import io.headroom.core.port.IncidentStoreContract;

class DynamoDbIncidentStoreTest extends IncidentStoreContract {

  private final IncidentStore store =
      new DynamoDbIncidentStore(new SmallPages(LocalTables.client()), LocalTables.create());

  @Override
  protected IncidentStore store() {
    return store;
  }
}
