package io.headroom.bench;

import io.headroom.sandbox.lambda.JavaRuntime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Who is measured. */
final class Contestants {

  private static final String CACHE = "headroom.aot";
  private static final String IMAGE = "public.ecr.aws/lambda/java:25";

  /** "At 1,769 MB, a function has the equivalent of one vCPU": AWS, "Configure function memory". */
  private static final double ONE_PROCESSOR = 1_769;

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
    Path cached = packages.unpack(zip, "cached");
    Packages.intoJar(cached);
    all.add(
        new Contestant(
            "Headroom, ahead-of-time cache",
            cached(cached, "-XX:AOTCache=" + cached.resolve(CACHE)),
            cached,
            Map.of(),
            false));
    all.add(
        java(
            "Headroom, restored",
            unpacked,
            Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
            true));
    return all;
  }

  /**
   * The bot restored within what Lambda gives a function of a memory size: its memory, and of a
   * processor a share of 1,769 MB's. In a container of Lambda's base image, since that is what can
   * be limited.
   */
  Contestant limited(Path zip, int megabytes) {
    Path unpacked = packages.unpack(zip, "limited-" + megabytes);
    var command = new ArrayList<>(List.of("docker", "run", "--rm", "--network", "host"));
    command.addAll(List.of("--memory", megabytes + "m", "--memory-swap", megabytes + "m"));
    command.addAll(
        List.of("--cpus", String.format(Locale.ROOT, "%.3f", megabytes / ONE_PROCESSOR)));
    command.addAll(List.of("--volume", unpacked + ":" + unpacked + ":ro"));
    List<String> java = JavaRuntime.command(HANDLER, options);
    for (String file : JavaRuntime.files()) {
      command.addAll(List.of("--volume", file + ":" + file + ":ro"));
    }
    command.addAll(List.of("--workdir", unpacked.toString(), "--entrypoint", "/var/lang/bin/java"));
    command.add(IMAGE);
    command.addAll(java.subList(1, java.size()));
    return new Contestant(
        "Headroom, restored, %,d MB".formatted(megabytes),
        command,
        unpacked,
        Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"),
        true);
  }

  /** The command that writes the cache of a contestant when it ends. */
  List<String> training(Contestant contestant) {
    return cached(
        contestant.directory(), "-XX:AOTCacheOutput=" + contestant.directory().resolve(CACHE));
  }

  private List<String> cached(Path unpacked, String cache) {
    var all = new ArrayList<>(options);
    all.add(cache);
    return JavaRuntime.command(unpacked, HANDLER, all);
  }

  private Contestant java(
      String name, Path unpacked, Map<String, String> environment, boolean restored) {
    return new Contestant(
        name, JavaRuntime.command(HANDLER, options), unpacked, environment, restored);
  }
}
