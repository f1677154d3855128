package io.headroom.functions;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import io.headroom.core.incident.IncidentId;
import io.headroom.core.port.IncidentStore;
import io.headroom.infra.snapshot.RehearsalIncident;
import io.micronaut.context.BeanContext;
import java.util.List;
import java.util.Map;

/** What each function does before its snapshot: its work, for an incident that is not there. */
final class Rehearsal {

  private static final String CLUSTER = "arn:aws:ecs:eu-central-1:123456789012:cluster/rehearsal";
  private static final String SERVICE =
      "arn:aws:ecs:eu-central-1:123456789012:service/rehearsal/service";
  private static final String TASK = "arn:aws:ecs:eu-central-1:123456789012:task/rehearsal/1dc5c1";

  private Rehearsal() {}

  static void checkFleet(BeanContext beans) {
    var _ = new CheckFleetHandler(beans).handleRequest(Map.of(), new RehearsalContext());
  }

  static void taskStopped(BeanContext beans) {
    Map<String, Object> container =
        Map.of(
            "name", "app",
            "exitCode", 137,
            "reason", "OutOfMemoryError: Container killed due to memory usage");
    Map<String, Object> detail =
        Map.ofEntries(
            Map.entry("clusterArn", CLUSTER),
            Map.entry("taskArn", TASK),
            Map.entry("group", "service:service"),
            Map.entry("lastStatus", "STOPPED"),
            Map.entry("desiredStatus", "STOPPED"),
            Map.entry("containers", List.of(container)),
            Map.entry("startedAt", "2026-01-01T00:00:00Z"),
            Map.entry("stoppedAt", "2026-01-01T00:10:00Z"),
            Map.entry("stopCode", "EssentialContainerExited"),
            Map.entry("stoppedReason", "Essential container in task exited"),
            Map.entry(
                "taskDefinitionArn",
                "arn:aws:ecs:eu-central-1:123456789012:task-definition/service:1"));
    var _ =
        new TaskStoppedHandler(beans)
            .handleRequest(
                Map.of("detail-type", "ECS Task State Change", "detail", detail),
                new RehearsalContext());
  }

  static void serviceChanged(BeanContext beans) {
    var _ =
        new ServiceChangedHandler(beans)
            .handleRequest(
                Map.of(
                    "detail-type",
                    "ECS Service Action",
                    "resources",
                    List.of(SERVICE),
                    "detail",
                    Map.of("eventName", "SERVICE_STEADY_STATE", "clusterArn", CLUSTER)),
                new RehearsalContext());
  }

  static void tellSlack(BeanContext beans) {
    var _ =
        new TellSlackHandler(beans)
            .handleRequest(stream(beans, "detected"), new RehearsalContext());
  }

  static void runRemedy(BeanContext beans) {
    var _ =
        new RunRemedyHandler(beans)
            .handleRequest(stream(beans, "remedy-requested"), new RehearsalContext());
  }

  private static DynamodbEvent stream(BeanContext beans, String type) {
    IncidentId incident = RehearsalIncident.open(beans.getBean(IncidentStore.class));
    var keys =
        Map.of(
            "PK", new AttributeValue("INC#" + incident.value()),
            "SK", new AttributeValue("EV#000001"));
    var change =
        new StreamRecord()
            .withKeys(keys)
            .withNewImage(Map.of("type", new AttributeValue(type)))
            .withSequenceNumber("1");
    var record = new DynamodbStreamRecord();
    record.setEventName("INSERT");
    record.setDynamodb(change);
    var event = new DynamodbEvent();
    event.setRecords(List.of(record));
    return event;
  }
}
