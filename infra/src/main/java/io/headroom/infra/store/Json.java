package io.headroom.infra.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import io.headroom.core.detect.Finding.GrowthReading;
import io.headroom.core.detect.Finding.LeakReading;
import io.headroom.core.detect.Finding.OomKillReading;
import io.headroom.core.detect.Finding.RateReading;
import io.headroom.core.detect.Finding.Reading;
import io.headroom.core.detect.Finding.RestartsReading;
import io.headroom.core.detect.Finding.UsageReading;
import io.headroom.core.detect.verdict.Verdict;
import io.headroom.core.remedy.Offer;
import io.headroom.core.remedy.Remedy;
import io.headroom.core.series.Bytes;
import io.headroom.core.series.Ratio;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The domain as JSON: times and durations in ISO 8601, {@link Bytes} and {@link Ratio} as numbers,
 * an absent optional as no field (within a list as null), enums by name, sealed types with a field
 * that says which they are.
 */
final class Json {

  static final KindAdapter<Reading> READINGS =
      new KindAdapter<>(
          Reading.class,
          "kind",
          Map.of(
              "usage", UsageReading.class,
              "growth", GrowthReading.class,
              "leak", LeakReading.class,
              "rate", RateReading.class,
              "oom-kill", OomKillReading.class,
              "restarts", RestartsReading.class));

  static final KindAdapter<Offer> OFFERS =
      new KindAdapter<>(
          Offer.class, "offer", Map.of("available", Offer.Available.class, "off", Offer.Off.class));

  static final KindAdapter<Remedy> REMEDIES =
      new KindAdapter<>(
          Remedy.class,
          "kind",
          Map.of(
              "restart", Remedy.Restart.class,
              "stop-hottest-task", Remedy.StopHottestTask.class,
              "raise-limit", Remedy.RaiseLimit.class,
              "scale-out", Remedy.ScaleOut.class));

  static final KindAdapter<Verdict> VERDICTS =
      new KindAdapter<>(
          Verdict.class,
          "kind",
          Map.of(
              "leak", Verdict.Leak.class,
              "load", Verdict.Load.class,
              "step-after-deployment", Verdict.StepAfterDeployment.class,
              "plateau", Verdict.Plateau.class,
              "spike", Verdict.Spike.class,
              "oom-loop", Verdict.OomLoop.class,
              "unknown", Verdict.Unknown.class));

  /** Of two factories that fit, Gson takes the one that was registered last. */
  private static final Gson GSON =
      new GsonBuilder()
          .disableHtmlEscaping()
          .registerTypeAdapterFactory(new RecordAdapters())
          .registerTypeAdapterFactory(READINGS)
          .registerTypeAdapterFactory(OFFERS)
          .registerTypeAdapterFactory(REMEDIES)
          .registerTypeAdapterFactory(VERDICTS)
          .registerTypeAdapterFactory(new Optionals())
          .registerTypeAdapter(Instant.class, text(Instant::toString, Instant::parse))
          .registerTypeAdapter(Duration.class, text(Duration::toString, Duration::parse))
          .registerTypeAdapter(Bytes.class, new BytesAdapter().nullSafe())
          .registerTypeAdapter(Ratio.class, new RatioAdapter().nullSafe())
          .create();

  private Json() {}

  static String write(Object value) {
    return GSON.toJson(value);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws JsonParseException if it is no JSON, or has a value that this version does not know
   */
  static <T> T read(String json, Class<T> type) {
    try {
      T value = GSON.fromJson(json, type);
      if (value == null) {
        throw new JsonParseException("no " + type.getSimpleName() + " but nothing");
      }
      return value;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new JsonParseException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  private static <T> TypeAdapter<T> text(Function<T, String> write, Function<String, T> read) {
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        out.value(write.apply(value));
      }

      @Override
      public T read(JsonReader in) throws IOException {
        return read.apply(in.nextString());
      }
    }.nullSafe();
  }

  private static final class BytesAdapter extends TypeAdapter<Bytes> {
    @Override
    public void write(JsonWriter out, Bytes bytes) throws IOException {
      out.value(bytes.value());
    }

    @Override
    public Bytes read(JsonReader in) throws IOException {
      return new Bytes(in.nextLong());
    }
  }

  private static final class RatioAdapter extends TypeAdapter<Ratio> {
    @Override
    public void write(JsonWriter out, Ratio ratio) throws IOException {
      out.value(ratio.value());
    }

    @Override
    public Ratio read(JsonReader in) throws IOException {
      return new Ratio(in.nextDouble());
    }
  }

  private static final class Optionals implements TypeAdapterFactory {
    @Override
    public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
      if (type.getRawType() != Optional.class
          || !(type.getType() instanceof ParameterizedType optional)) {
        return null;
      }
      TypeToken<?> of = TypeToken.get(optional.getActualTypeArguments()[0]);
      @SuppressWarnings("unchecked") // the type asked for is an optional of that type
      var adapter = (TypeAdapter<T>) new OptionalAdapter<>(gson.getAdapter(of));
      return adapter;
    }
  }

  private static final class OptionalAdapter<T> extends TypeAdapter<Optional<T>> {

    private final TypeAdapter<T> delegate;

    OptionalAdapter(TypeAdapter<T> delegate) {
      this.delegate = delegate;
    }

    @Override
    public void write(JsonWriter out, Optional<T> value) throws IOException {
      if (value.isPresent()) {
        delegate.write(out, value.get());
      } else {
        out.nullValue();
      }
    }

    @Override
    public Optional<T> read(JsonReader in) throws IOException {
      if (in.peek() == JsonToken.NULL) {
        in.nextNull();
        return Optional.empty();
      }
      return Optional.of(delegate.read(in));
    }
  }
}
