package io.headroom.sandbox.aws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads a table's stream from its beginning, every shard. Not for use by several threads. */
public final class TableStream {

  private static final int BATCH = 100;

  private final DynamoDbStreamsClient streams;
  private final String arn;

  /** Where to read on, by shard; a shard that has ended is in {@link #ended}. */
  private final Map<String, String> iterators = new HashMap<>();

  private final Set<String> ended = new HashSet<>();

  TableStream(DynamoDbStreamsClient streams, String arn) {
    this.streams = streams;
    this.arn = arn;
  }

  /** What was written since the last call, oldest first within each item. */
  public List<Record> next() {
    var records = new ArrayList<Record>();
    for (Shard shard : shards()) {
      if (!ended.contains(shard.shardId())) {
        records.addAll(read(shard));
      }
    }
    return records;
  }

  private List<Record> read(Shard shard) {
    var records = new ArrayList<Record>();
    String iterator = iterators.computeIfAbsent(shard.shardId(), id -> beginning(shard));
    while (true) {
      GetRecordsResponse page =
          streams.getRecords(
              GetRecordsRequest.builder().shardIterator(iterator).limit(BATCH).build());
      records.addAll(page.records());
      if (page.nextShardIterator() == null) {
        iterators.remove(shard.shardId());
        ended.add(shard.shardId());
        return records;
      }
      iterator = page.nextShardIterator();
      iterators.put(shard.shardId(), iterator);
      if (page.records().isEmpty()) {
        return records;
      }
    }
  }

  private String beginning(Shard shard) {
    return streams
        .getShardIterator(
            GetShardIteratorRequest.builder()
                .streamArn(arn)
                .shardId(shard.shardId())
                .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                .build())
        .shardIterator();
  }

  private List<Shard> shards() {
    var shards = new ArrayList<Shard>();
    DescribeStreamRequest request = DescribeStreamRequest.builder().streamArn(arn).build();
    while (true) {
      DescribeStreamResponse page = streams.describeStream(request);
      shards.addAll(page.streamDescription().shards());
      String last = page.streamDescription().lastEvaluatedShardId();
      if (last == null) {
        return shards;
      }
      request = request.toBuilder().exclusiveStartShardId(last).build();
    }
  }
}
