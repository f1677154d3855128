package io.headroom.infra.store;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.headroom.core.runbook.Metric;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON objects, one field for each component. Gson's own adapter passes null for a field
 * that is missing; here a missing list is empty, a missing optional is absent, and any other is an
 * error, because what comes out must hold no null. Fields that no component has are skipped.
 */
final class RecordAdapters implements TypeAdapterFactory {

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    return raw.isRecord() ? adapter(gson, raw) : null;
  }

  private static <T> TypeAdapter<T> adapter(Gson gson, Class<? super T> raw) {
    var components = new LinkedHashMap<String, Component<?>>();
    for (RecordComponent component : raw.getRecordComponents()) {
      components.put(
          component.getName(),
          new Component<>(component, gson.getAdapter(TypeToken.get(component.getGenericType()))));
    }
    @SuppressWarnings("unchecked") // the type is a record, which nothing extends: raw is its class
    Constructor<T> constructor = (Constructor<T>) constructor(raw);
    return new RecordAdapter<>(constructor, components).nullSafe();
  }

  private static Constructor<?> constructor(Class<?> raw) {
    Class<?>[] types =
        Arrays.stream(raw.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return raw.getDeclaredConstructor(types);
    } catch (NoSuchMethodException impossible) {
      throw new LinkageError(raw + " has no canonical constructor", impossible);
    }
  }

  private record Component<T>(RecordComponent of, TypeAdapter<T> adapter) {

    @SuppressWarnings("unchecked") // the adapter is the one of the component's type
    void write(JsonWriter out, Object from) throws IOException {
      try {
        adapter.write(out.name(of.getName()), (T) of.getAccessor().invoke(from));
      } catch (ReflectiveOperationException e) {
        throw new JsonParseException(from.getClass().getSimpleName() + "." + of.getName(), e);
      }
    }

    Object orAbsent(@Nullable Object read) {
      if (read != null) {
        return read;
      }
      if (of.getType() == Optional.class) {
        return Optional.empty();
      }
      if (of.getType() == List.class) {
        return List.of();
      }
      if (of.getType() == Metric.class) {
        // Findings were of memory only when they did not say of what.
        return Metric.MEMORY;
      }
      throw new JsonParseException(
          of.getDeclaringRecord().getSimpleName()
              + "."
              + of.getName()
              + " is missing, or has a value that this version does not know");
    }
  }

  private static final class RecordAdapter<T> extends TypeAdapter<T> {

    private final Constructor<T> constructor;
    private final Map<String, Component<?>> components;

    RecordAdapter(Constructor<T> constructor, Map<String, Component<?>> components) {
      this.constructor = constructor;
      this.components = components;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      out.beginObject();
      for (Component<?> component : components.values()) {
        component.write(out, value);
      }
      out.endObject();
    }

    @Override
    public T read(JsonReader in) throws IOException {
      var read = new LinkedHashMap<String, @Nullable Object>();
      in.beginObject();
      while (in.hasNext()) {
        String name = in.nextName();
        Component<?> component = components.get(name);
        if (component == null) {
          in.skipValue();
        } else {
          read.put(name, component.adapter().read(in));
        }
      }
      in.endObject();
      Object[] values =
          components.entrySet().stream()
              .map(entry -> entry.getValue().orAbsent(read.get(entry.getKey())))
              .toArray();
      try {
        return constructor.newInstance(values);
      } catch (ReflectiveOperationException e) {
        throw new JsonParseException(
            "not a " + constructor.getDeclaringClass().getSimpleName() + ": " + e.getCause(), e);
      }
    }
  }
}
