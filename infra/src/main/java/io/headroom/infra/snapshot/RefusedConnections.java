package io.headroom.infra.snapshot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;

/**
 * Goes the way to the network as far as a connection that is refused, to have its classes loaded
 * and no connection left.
 */
public final class RefusedConnections {

  private RefusedConnections() {}

  /** Tries HTTP and HTTPS on a port of this machine where nobody listens. */
  public static void tryOut() {
    for (String scheme : List.of("http", "https")) {
      if (connects(scheme)) {
        throw new IllegalStateException("somebody listens on a port that was just closed");
      }
    }
  }

  private static boolean connects(String scheme) {
    try {
      URI.create(scheme + "://127.0.0.1:" + closedPort()).toURL().openConnection().connect();
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static int closedPort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
