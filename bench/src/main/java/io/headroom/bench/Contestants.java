package io.headroom.bench;

import io.headroom.sandbox.lambda.JavaRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is measured. */
final class Contestants {

  private static final String HANDLER = "io.headroom.bot.BotHandler";

  private final Packages packages;
  private final List<String> options;

  Contestants(Packages packages, List<String> options) {
    this.packages = packages;
    this.options = options;
  }

  /** Bolt for JavaScript first: the others are compared with it. */
  List<Contestant> all(Path zip, Optional<Path> before) {
    var all = new ArrayList<Contestant>();
    Path js = Path.of("bench", "bolt-js").toAbsolutePath();
    all.add(
        new Contestant(
            "Bolt for JavaScript",
            List.of("node", js.resolve("runtime.js").toString(), js.resolve("index.js").toString()),
            js,
            Map.of("NODE_ENV", "production"),
            false));
    Path unpacked = packages.unpack(zip, "bot");
    all.add(java("Headroom", unpacked, Map.of(), false));
    before
        .map(other -> packages.unpack(other, "before"))
        .ifPresent(other -> all.add(java("Headroom before", other, Map.of(), false)));
    all.add(
        java(
            "Headroom, restored",
            unpacked,
            Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
            true));
    return all;
  }

  private Contestant java(
      String name, Path unpacked, Map<String, String> environment, boolean restored) {
    return new Contestant(
        name, JavaRuntime.command(HANDLER, options), unpacked, environment, restored);
  }
}
