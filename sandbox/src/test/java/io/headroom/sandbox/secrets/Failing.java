package io.headroom.sandbox.secrets;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.Function;

/** Clients of AWS that fail when they are told to, with the words that they are told. */
final class Failing {

  /** Why a call of that name fails; empty for one that does not. */
  private volatile Function<String, Optional<RuntimeException>> failure = call -> Optional.empty();

  /** From now on every call fails so. */
  void always(RuntimeException with) {
    failure = call -> Optional.of(with);
  }

  /** From now on calls of that name fail so. */
  void when(String name, RuntimeException with) {
    failure = call -> call.equals(name) ? Optional.of(with) : Optional.empty();
  }

  void recovers() {
    failure = call -> Optional.empty();
  }

  /** A client that does what another does, if it does not fail. */
  <C> C client(Class<C> type, C of) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          Optional<RuntimeException> fails = failure.apply(method.getName());
          if (fails.isPresent() && !method.getName().equals("close")) {
            throw fails.get();
          }
          try {
            return method.invoke(of, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
