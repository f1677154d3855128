package io.headroom.sandbox.aws;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.Record;

/** Turns records of a stream into the event that Lambda calls a function with. */
final class StreamEvents {

  private StreamEvents() {}

  static DynamodbEvent event(List<Record> records) {
    var event = new DynamodbEvent();
    event.setRecords(records.stream().map(StreamEvents::record).toList());
    return event;
  }

  private static DynamodbStreamRecord record(Record from) {
    var change = new StreamRecord();
    change.setKeys(values(from.dynamodb().keys()));
    change.setNewImage(values(from.dynamodb().newImage()));
    change.setSequenceNumber(from.dynamodb().sequenceNumber());
    change.setStreamViewType(StreamViewType.fromValue(from.dynamodb().streamViewTypeAsString()));
    change.setSizeBytes(from.dynamodb().sizeBytes());
    var record = new DynamodbStreamRecord();
    record.setEventID(from.eventID());
    record.setEventName(from.eventNameAsString());
    record.setEventVersion(from.eventVersion());
    record.setEventSource("aws:dynamodb");
    record.setAwsRegion(from.awsRegion());
    record.setDynamodb(change);
    return record;
  }

  private static Map<String, AttributeValue> values(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> from) {
    var values = new HashMap<String, AttributeValue>();
    from.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static AttributeValue value(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue from) {
    var value = new AttributeValue();
    switch (from.type()) {
      case S -> value.setS(from.s());
      case N -> value.setN(from.n());
      case B -> value.setB(ByteBuffer.wrap(from.b().asByteArray()));
      case BOOL -> value.setBOOL(from.bool());
      case NUL -> value.setNULL(true);
      case SS -> value.setSS(from.ss());
      case NS -> value.setNS(from.ns());
      case M -> value.setM(values(from.m()));
      case L -> value.setL(from.l().stream().map(StreamEvents::value).toList());
      case BS ->
          value.setBS(
              from.bs().stream().map(bytes -> ByteBuffer.wrap(bytes.asByteArray())).toList());
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalArgumentException("an attribute of an unknown type: " + from);
    }
    return value;
  }
}
