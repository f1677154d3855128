package io.headroom.infra.settings;

import java.util.List;

/** The installation is configured wrongly. The message names every problem and what to do. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public SettingsException(List<String> problems) {
    super(String.join("\n", problems));
  }

  public SettingsException(String problem) {
    super(problem);
  }

  public SettingsException(String problem, Throwable cause) {
    super(problem, cause);
  }
}
