package io.headroom.bench.memory;

import io.headroom.bench.Deployed;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts functions.
 *
 * @param unpacked the packages by their modules
 * @param megabytes a size instead of the template's
 */
record Starter(Map<String, Path> unpacked, @Nullable Integer megabytes) {

  Running start(String name, String fleet, World world) {
    Deployed template = Deployed.of(name);
    Deployed function = Optional.ofNullable(megabytes).map(template::with).orElse(template);
    Path folder = Optional.ofNullable(unpacked.get(function.module())).orElseThrow();
    return new Running(function, fleet, folder, world.environment(function));
  }
}
