package io.headroom.sandbox.replay;

import io.headroom.core.runbook.Runbook;
import io.headroom.core.runbook.Runbooks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --runbook}: whose rules a command plays over the past. */
public final class RunbookOption {

  @Option(
      names = "--runbook",
      paramLabel = "FILE",
      description =
          "Runbook to play, or a directory of them. Default: the bundled ones, as far as they are in"
              + " force for the service; without a service, for one without a tag.")
  private Optional<Path> file = Optional.empty();

  /**
   * Those that the option names, else the bundled ones.
   *
   * @throws io.headroom.core.runbook.RunbookErrors if one is not as a runbook must be
   * @throws java.io.UncheckedIOException if one cannot be read
   */
  public Runbooks runbooks() {
    return file.map(Runbooks::load).orElseGet(Runbooks::bundled);
  }

  /**
   * What is played over series of which no service is known: all of the runbooks that are named.
   */
  List<Runbook> toReplay() {
    Runbooks runbooks = runbooks();
    return file.isPresent() ? runbooks.all() : runbooks.forTag(Optional.empty()).runbooks();
  }
}
