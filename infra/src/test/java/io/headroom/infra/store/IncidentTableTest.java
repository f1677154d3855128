package io.headroom.infra.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

class IncidentTableTest {

  @Test
  void dynamoDbTakesTheTableAsTheTemplateDeclaresIt() {
    try (LocalDynamoDb database = LocalDynamoDb.withTable("incidents")) {
      TableDescription table =
          database.client().describeTable(request -> request.tableName("incidents")).table();
      assertThat(table.keySchema())
          .extracting(key -> key.attributeName())
          .containsExactly("PK", "SK");
      assertThat(table.billingModeSummary().billingModeAsString()).isEqualTo("PAY_PER_REQUEST");
      assertThat(table.streamSpecification().streamViewTypeAsString()).isEqualTo("NEW_IMAGE");
      assertThat(database.streams().listStreams().streams()).hasSize(1);
    }
  }

  @Test
  void itemsExpireByTheAttributeExpiresAt() {
    try (LocalDynamoDb database = LocalDynamoDb.withTable("incidents")) {
      database.client().updateTimeToLive(IncidentTable.expiry("incidents"));
      var expiry =
          database
              .client()
              .describeTimeToLive(request -> request.tableName("incidents"))
              .timeToLiveDescription();
      assertThat(expiry.timeToLiveStatus())
          .isIn(TimeToLiveStatus.ENABLED, TimeToLiveStatus.ENABLING);
      assertThat(expiry.attributeName()).isEqualTo("expiresAt");
    }
  }

  @Test
  void theDatabaseOfTheTestsReportsNothingToAws() {
    try (LocalDynamoDb database = LocalDynamoDb.withTable("incidents")) {
      assertThat(database.client().listTables().tableNames()).containsExactly("incidents");
      assertThat(Files.exists(Path.of("dynamodb-local-metadata.json")))
          .as("the installation id that telemetry is sent under")
          .isFalse();
    }
  }
}
