package io.headroom.sandbox.web;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.headroom.sandbox.fleet.FleetView.Point;
import java.io.IOException;
import java.time.Instant;

/** How the page gets its data: times as milliseconds, points of charts as pairs. */
final class PageJson {

  private PageJson() {}

  static Gson gson() {
    return new GsonBuilder()
        .disableHtmlEscaping()
        .registerTypeAdapter(
            Instant.class, PageJson.<Instant>writer((out, at) -> out.value(at.toEpochMilli())))
        .registerTypeAdapter(
            Point.class,
            PageJson.<Point>writer(
                (out, point) ->
                    out.beginArray()
                        .value(point.at().toEpochMilli())
                        .value(point.bytes())
                        .endArray()))
        .create();
  }

  /** Writes one value. */
  private interface Write<T> {
    JsonWriter to(JsonWriter out, T value) throws IOException;
  }

  private static <T> TypeAdapter<T> writer(Write<T> write) {
    return new TypeAdapter<T>() {
      @Override
      public void write(JsonWriter out, T value) throws IOException {
        var _ = write.to(out, value);
      }

      @Override
      public T read(JsonReader in) {
        throw new UnsupportedOperationException("the page only reads");
      }
    }.nullSafe();
  }
}
