package io.headroom.infra.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.headroom.core.fleet.Place;
import io.headroom.core.fleet.Scope;
import io.headroom.core.fleet.Scopes;
import io.headroom.core.incident.IncidentId;
import io.headroom.infra.log.DecisionLog;
import io.headroom.infra.store.DynamoDbCheckLog;
import io.headroom.infra.store.DynamoDbIncidentStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.junit.jupiter.api.Test;

class SnapshotHooksTest {

  private final List<String> done = new ArrayList<>();
  private final List<String> logged = new ArrayList<>();
  private final Context<Resource> context = Core.getGlobalContext();

  @Test
  void rehearsesThenForgetsAndForgetsInEachCopy() {
    SnapshotHooks hooks = hooks(() -> done.add("rehearsed"));
    hooks.beforeCheckpoint(context);
    assertThat(done).containsExactly("rehearsed", "forgot");
    hooks.afterRestore(context);
    assertThat(done).containsExactly("rehearsed", "forgot", "forgot");
    assertThat(outcomes()).containsExactly("REHEARSED", "RESTORED");
    assertThat(logged.getLast())
        .contains("\"random\":\"" + new SecureRandom().getAlgorithm() + "\"");
  }

  @Test
  void aRehearsalThatFailsIsLoggedAndStillForgotten() {
    hooks(
            () -> {
              throw new IllegalStateException("no such template");
            })
        .beforeCheckpoint(context);
    assertThat(done).containsExactly("forgot");
    assertThat(outcomes()).containsExactly("NOT_REHEARSED");
    assertThat(logged.getFirst()).contains("no such template");
  }

  @Test
  void onlyWhereLambdaTakesASnapshot() {
    assertThat(SnapshotHooks.wanted(Map.of())).isFalse();
    assertThat(SnapshotHooks.wanted(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")))
        .isFalse();
    assertThat(SnapshotHooks.wanted(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start")))
        .isTrue();
  }

  /** By the product's own store: what it writes is what it reads again. */
  @Test
  void aRehearsalHasATableWithAnIncidentAndACheck() {
    try (var client = Outside.rehearsal().aws().dynamoDb()) {
      var store = new DynamoDbIncidentStore(client, "headroom");
      IncidentId id = RehearsalIncident.open(store);
      assertThat(store.load(id).orElseThrow().service()).isEqualTo(RehearsalIncident.SERVICE);
      assertThat(store.open())
          .singleElement()
          .satisfies(open -> assertThat(open.id()).isEqualTo(id));
      var scopes = new Scopes(List.of(Scope.all(Place.parse("123456789012/eu-central-1"))));
      var checkLog = new DynamoDbCheckLog(client, "headroom");
      checkLog.save(scopes.all().getFirst(), RehearsalIncident.report());
      assertThat(checkLog.last(scopes).getFirst().last()).isPresent();
    }
  }

  private SnapshotHooks hooks(Runnable rehearsal) {
    return new SnapshotHooks(rehearsal, () -> done.add("forgot"), new DecisionLog(logged::add));
  }

  private List<String> outcomes() {
    return logged.stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject().get("outcome").getAsString())
        .toList();
  }
}
