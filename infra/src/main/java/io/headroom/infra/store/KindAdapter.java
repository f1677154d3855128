package io.headroom.infra.store;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sealed type as JSON: the object of its record, led by a field that says which.
 *
 * @param sealed the type
 * @param field name of that field, which none of the records has
 * @param classes the records by the word for each; the words are in what is stored and never change
 */
record KindAdapter<S>(Class<S> sealed, String field, Map<String, Class<? extends S>> classes)
    implements TypeAdapterFactory {

  /** Answers for the records as well: Gson writes an element of a list by its own class. */
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    if (!sealed.isAssignableFrom(type.getRawType())) {
      return null;
    }
    @SuppressWarnings("unchecked") // it writes every T; and only the sealed type itself is read
    var adapter = (TypeAdapter<T>) adapter(gson);
    return adapter.nullSafe();
  }

  private TypeAdapter<S> adapter(Gson gson) {
    TypeAdapter<JsonElement> tree = gson.getAdapter(JsonElement.class);
    Map<Class<? extends S>, String> words =
        classes.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));
    return new TypeAdapter<>() {
      @Override
      public void write(JsonWriter out, S value) throws IOException {
        var led = new JsonObject();
        led.addProperty(field, words.get(value.getClass()));
        plain(gson, value).getAsJsonObject().asMap().forEach(led::add);
        tree.write(out, led);
      }

      @Override
      public S read(JsonReader in) throws IOException {
        JsonObject object = gson.fromJson(in, JsonObject.class);
        JsonElement word = object.get(field);
        Class<? extends S> known =
            word != null && word.isJsonPrimitive() ? classes.get(word.getAsString()) : null;
        if (known == null) {
          throw new JsonParseException(
              "%s with \"%s\": %s, which this version does not know"
                  .formatted(sealed.getSimpleName(), field, word));
        }
        return gson.getDelegateAdapter(KindAdapter.this, TypeToken.get(known)).fromJsonTree(object);
      }
    };
  }

  private <R extends S> JsonElement plain(Gson gson, R value) {
    @SuppressWarnings("unchecked") // records are final: the class of the value is R
    var type = (TypeToken<R>) TypeToken.get(value.getClass());
    return gson.getDelegateAdapter(this, type).toJsonTree(value);
  }
}
