package io.headroom.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.headroom.core.abreast.Abreast;
import io.headroom.core.port.WatchStore;
import io.headroom.core.port.WatchStoreContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbWatchStoreTest extends WatchStoreContract {

  private final String table = LocalTables.create();
  private final WatchStore store = new DynamoDbWatchStore(LocalTables.client(), table, Abreast.ONE);

  @Override
  protected WatchStore store() {
    return store;
  }

  @Test
  void aHistoryThatIsDamagedCountsAsNoneAndIsNamed() {
    store.save(Map.of(CART, history(100)), NOW);
    byte[] bytes = history(100).encode();
    bytes[bytes.length / 2] ^= 1;
    replace(Map.of("history", AttributeValue.fromB(SdkBytes.fromByteArray(bytes))));

    WatchStore.Kept kept = store.load(List.of(CART));

    assertThat(kept.histories()).isEmpty();
    assertThat(kept.problems())
        .singleElement()
        .asString()
        .startsWith("the history that was kept of shop/cart is read anew from CloudWatch: ");
  }

  @Test
  void aHistoryOfANewerVersionOrOfAnotherTypeCountsAsNone() {
    store.save(Map.of(CART, history(100)), NOW);
    byte[] bytes = history(100).encode();
    bytes[0] = (byte) 0x7f;
    replace(Map.of("history", AttributeValue.fromB(SdkBytes.fromByteArray(bytes))));
    assertThat(store.load(List.of(CART)).histories()).isEmpty();

    replace(Map.of("history", AttributeValue.fromS("by hand")));
    assertThat(store.load(List.of(CART)).histories()).isEmpty();
  }

  @Test
  void aNoteOfAnotherVersionCountsAsNone() {
    store.note(List.of(note(CART, 0.5)));
    var item = new HashMap<>(Keys.note(CART));
    item.put("note", AttributeValue.fromS("{\"service\": 3}"));
    LocalTables.client().putItem(put -> put.tableName(table).item(item));
    assertThat(store.notes("cart")).isEmpty();
    assertThat(store.load(List.of(CART)).notes()).isEmpty();
  }

  @Test
  void whatNobodyWritesToAnyMoreExpires() {
    store.save(Map.of(CART, history(100)), NOW);
    store.note(List.of(note(CART, 0.5)));
    String expiry = Long.toString(NOW.plus(DynamoDbWatchStore.KEPT).getEpochSecond());
    assertThat(item(Keys.history(CART)).get(Keys.EXPIRES_AT))
        .isEqualTo(AttributeValue.fromN(expiry));
    assertThat(item(Keys.note(CART)).get(Keys.EXPIRES_AT)).isEqualTo(AttributeValue.fromN(expiry));
  }

  private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
    return LocalTables.client().getItem(get -> get.tableName(table).key(key)).item();
  }

  private void replace(Map<String, AttributeValue> attributes) {
    var item = new HashMap<>(Keys.history(CART));
    item.putAll(attributes);
    LocalTables.client().putItem(put -> put.tableName(table).item(item));
  }
}
