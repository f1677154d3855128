package io.headroom.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * The stack as an operator has it: a folder with {@code template.yaml}, {@code samconfig.toml},
 * what Maven made and runbooks of its own, deployed with {@code sam build} and {@code sam deploy},
 * removed with {@code sam delete}.
 */
public final class Deployment implements AutoCloseable {

  private static final String STACK = "headroom";
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Path folder;
  private final Path sam;
  private final Aws aws;
  private final Map<String, String> parameters;

  private Deployment(Path folder, Path sam, Aws aws, Map<String, String> parameters) {
    this.folder = folder;
    this.sam = sam;
    this.aws = aws;
    this.parameters = Map.copyOf(parameters);
  }

  /**
   * Puts what is deployed into a new folder, which is removed when this is closed.
   *
   * @param project where {@code ./mvnw package} was run
   * @param sam the SAM CLI
   * @param parameters of the template, beside its defaults
   */
  public static Deployment stage(
      Path project, Path folder, Path sam, Aws aws, Map<String, String> parameters) {
    ShortWindows.copy(project.resolve("runbooks"), folder.resolve("runbooks"));
    Path functions = Path.of("functions", "target", "functions");
    try {
      for (String file : List.of("template.yaml", "samconfig.toml", "bot/target/bot.zip")) {
        Path copy = folder.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(project.resolve(file), copy);
      }
      copy(project.resolve(functions), folder.resolve(functions));
      Files.createSymbolicLink(
          folder.resolve(functions).resolve("runbooks"), folder.resolve("runbooks"));
    } catch (IOException e) {
      throw new UncheckedIOException("what is deployed cannot be put into " + folder, e);
    }
    return new Deployment(folder, sam, aws, parameters);
  }

  /** Copies a folder, without the link to the runbooks that are in it. */
  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (!file.startsWith(from.resolve("runbooks"))) {
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
  }

  /**
   * Builds and deploys, the first time or again.
   *
   * @throws IllegalStateException if the SAM CLI fails, with what it said
   */
  public void deploy() {
    sam("build");
    var arguments =
        new ArrayList<String>(
            List.of("--no-confirm-changeset", "--no-progressbar", "--parameter-overrides"));
    parameters.forEach((name, value) -> arguments.add(name + "=" + value));
    sam("deploy", arguments.toArray(String[]::new));
  }

  /**
   * Removes the stack.
   *
   * @throws IllegalStateException if the SAM CLI fails, with what it said
   */
  public void delete() {
    sam("delete", "--no-prompts");
  }

  /** Whether the account has a stack of this name. */
  public boolean exists() {
    try {
      return aws
          .cloudFormation()
          .describeStacks(request -> request.stackName(STACK))
          .stacks()
          .stream()
          .anyMatch(stack -> stack.stackStatus() != StackStatus.DELETE_COMPLETE);
    } catch (CloudFormationException gone) {
      return false;
    }
  }

  private void sam(String command, String... arguments) {
    List<String> line =
        Stream.concat(Stream.of(sam.toString(), command), Stream.of(arguments)).toList();
    Command.Result result = Command.run(folder, aws.environment(), PATIENCE, line);
    if (result.exitCode() != 0) {
      throw new IllegalStateException(
          "sam %s failed with exit code %d:%n%s%n%s"
              .formatted(command, result.exitCode(), result.output(), result.errors()));
    }
  }

  /** Changes a text of a runbook, as an operator would. */
  public void editRunbook(String id, String before, String after) {
    Path file = folder.resolve("runbooks").resolve(id + ".yaml");
    try {
      String text = Files.readString(file);
      if (!text.contains(before)) {
        throw new IllegalStateException("%s does not say \"%s\"".formatted(file, before));
      }
      Files.writeString(file, text.replace(before, after));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be edited", e);
    }
  }

  /** An output of the stack. */
  public String output(String name) {
    return aws
        .cloudFormation()
        .describeStacks(request -> request.stackName(STACK))
        .stacks()
        .getFirst()
        .outputs()
        .stream()
        .filter(output -> output.outputKey().equals(name))
        .map(Output::outputValue)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the stack has no output " + name));
  }

  /** What a resource of the template is called in the account. */
  public String physicalId(String resource) {
    return aws.cloudFormation()
        .describeStackResource(request -> request.stackName(STACK).logicalResourceId(resource))
        .stackResourceDetail()
        .physicalResourceId();
  }

  /** The version that a function's alias serves. */
  public String version(String function) {
    String name = physicalId(function);
    return aws.lambda()
        .getAlias(request -> request.functionName(name).name("live"))
        .functionVersion();
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
