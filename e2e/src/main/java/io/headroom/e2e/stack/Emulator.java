package io.headroom.e2e.stack;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * MiniStack in a container, on a network of its own and a free port, with the engine's socket: its
 * Lambda functions and ECS tasks are containers beside it on that network. Closing it removes all
 * of that, and nothing else.
 */
public final class Emulator implements AutoCloseable {

  /** The version that all this was tried with. */
  public static final String IMAGE = "ministackorg/ministack:1.5.33";

  private static final int PORT = 4566;
  private static final Duration START = Duration.ofMinutes(1);

  private final Docker docker;
  private final String name;
  private final String taskImage;

  private Emulator(Docker docker, String name) {
    this.docker = docker;
    this.name = name;
    // A registry where nobody listens: MiniStack asks for each image before it takes the local one.
    this.taskImage = "127.0.0.1:1/" + name + "-task";
  }

  /**
   * Makes the network and the image of the tasks; {@link #start} does the rest.
   *
   * @param run in the names of all that is made
   * @param task folder with the Dockerfile of the tasks
   */
  public static Emulator prepare(Docker docker, String run, Path task) {
    var emulator = new Emulator(docker, "headroom-e2e-" + run);
    try {
      docker.call("network", "create", emulator.name);
      docker.call(
          "build",
          "--quiet",
          "--build-arg",
          "BASE=" + IMAGE,
          "--tag",
          emulator.taskImage,
          task.toString());
    } catch (RuntimeException e) {
      emulator.close();
      throw e;
    }
    return emulator;
  }

  /** Where containers reach this machine. */
  public Door door() {
    return Door.of(
        docker.call("network", "inspect", "--format", "{{(index .IPAM.Config 0).Gateway}}", name));
  }

  /**
   * Starts it.
   *
   * @param endpoint where functions and tasks are to reach AWS
   */
  public void start(URI endpoint) {
    // Name and host name are one: by the latter MiniStack finds its own container.
    docker.call(
        "run",
        "--detach",
        "--name",
        name,
        "--hostname",
        name,
        "--network",
        name,
        "--publish",
        "127.0.0.1::" + PORT,
        "--volume",
        "/var/run/docker.sock:/var/run/docker.sock",
        "--env",
        "LAMBDA_EXECUTOR=docker",
        "--env",
        "DOCKER_NETWORK=" + name,
        "--env",
        "AWS_ENDPOINT_URL=" + endpoint,
        IMAGE);
    Await.until("MiniStack to answer", START, this::answers);
  }

  /** Where this machine reaches it. */
  public URI endpoint() {
    String published = docker.lines("port", name, PORT + "/tcp").getFirst();
    return URI.create("http://127.0.0.1" + published.substring(published.lastIndexOf(':')));
  }

  /** The image of the services' tasks. */
  public String taskImage() {
    return taskImage;
  }

  /** The label that all its containers carry, and no others. */
  public String label() {
    return "ministack.instance=" + name + ":" + PORT;
  }

  /** Freezes it, as an outage of AWS would: nothing is answered and nothing is lost. */
  public void pause() {
    docker.call("pause", name);
  }

  public void unpause() {
    docker.call("unpause", name);
  }

  /** Kills the containers of a function as they are, and says how many it has killed. */
  public int kill(String function) {
    return (int)
        docker
            .lines(
                "ps",
                "--quiet",
                "--no-trunc",
                "--filter",
                "label=" + label(),
                "--filter",
                "label=ministack=lambda")
            .stream()
            .filter(container -> runs(container, function))
            .filter(container -> docker.does("kill", container))
            .count();
  }

  /** The containers of functions and tasks, running or not, with the emulator's own. */
  public Stream<String> containers() {
    return Stream.concat(
        docker
            .lines("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + label())
            .stream(),
        docker
            .lines("ps", "--all", "--quiet", "--no-trunc", "--filter", "name=^" + name + "$")
            .stream());
  }

  @Override
  public void close() {
    // First, and at once: it would clean up by itself, and start what is missing. Not every engine
    // removes a container that is paused.
    docker.attempt("unpause", name);
    docker.attempt("rm", "--force", "--volumes", name);
    containers().forEach(container -> docker.attempt("rm", "--force", "--volumes", container));
    docker.attempt("network", "rm", name);
    docker.attempt("image", "rm", "--force", taskImage);
  }

  private boolean runs(String container, String function) {
    return docker.inspect(container).stream()
        .flatMap(found -> found.getAsJsonObject("Config").getAsJsonArray("Env").asList().stream())
        .map(JsonElement::getAsString)
        .anyMatch(("AWS_LAMBDA_FUNCTION_NAME=" + function)::equals);
  }

  private boolean answers() {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(endpoint().resolve("/_ministack/health"))
              .timeout(Duration.ofSeconds(5))
              .build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 500;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
