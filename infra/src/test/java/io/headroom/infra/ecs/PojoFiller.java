package io.headroom.infra.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/**
 * Fills every member of a shape of the SDK, and of the shapes in it, with a value; so that a member
 * of a newer SDK is filled without a change here.
 */
final class PojoFiller {

  private static final Map<MarshallingType<?>, Object> SCALARS =
      Map.of(
          MarshallingType.STRING,
          "some text",
          MarshallingType.INTEGER,
          7,
          MarshallingType.LONG,
          7L,
          MarshallingType.BOOLEAN,
          true,
          MarshallingType.INSTANT,
          Instant.parse("2026-01-01T00:00:00Z"));

  private PojoFiller() {}

  static <B extends SdkPojo, T> T filled(B builder, Function<B, T> build) {
    fill(builder);
    return build.apply(builder);
  }

  private static void fill(SdkPojo builder) {
    for (SdkField<?> field : builder.sdkFields()) {
      field.set(builder, value(field));
    }
  }

  private static Object value(SdkField<?> field) {
    MarshallingType<?> type = field.marshallingType();
    if (type.equals(MarshallingType.LIST)) {
      return List.of(value(required(field.getOptionalTrait(ListTrait.class)).memberFieldInfo()));
    }
    if (type.equals(MarshallingType.MAP)) {
      return Map.of(
          "key", value(required(field.getOptionalTrait(MapTrait.class)).valueFieldInfo()));
    }
    if (type.equals(MarshallingType.SDK_POJO)) {
      SdkPojo inner = field.constructor().get();
      fill(inner);
      return ((Buildable) inner).build();
    }
    return scalar(field);
  }

  private static Object scalar(SdkField<?> field) {
    Object value = SCALARS.get(field.marshallingType());
    if (value == null) {
      throw new IllegalStateException(
          "%s is of a type that is new here: %s"
              .formatted(field.memberName(), field.marshallingType().getTargetClass()));
    }
    return value;
  }

  private static <T> T required(Optional<T> trait) {
    return trait.orElseThrow();
  }
}
