package io.headroom.e2e.stack;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;

/**
 * Where containers of a network reach this machine.
 *
 * @param bind address to listen on
 * @param name what the containers call it
 */
public record Door(InetAddress bind, String name) {

  /**
   * The network's gateway where that is an address of this machine, as on Linux: nothing outside
   * the network gets in. Where the engine runs in a machine of its own (Docker Desktop), the name
   * that it has for this one.
   */
  static Door of(String gateway) {
    try {
      InetAddress address = InetAddress.getByName(gateway);
      return NetworkInterface.getByInetAddress(address) != null
          ? new Door(address, gateway)
          : new Door(InetAddress.getByName("0.0.0.0"), "host.docker.internal");
    } catch (UnknownHostException | SocketException e) {
      throw new UncheckedIOException("the network's gateway " + gateway + " cannot be used", e);
    }
  }
}
