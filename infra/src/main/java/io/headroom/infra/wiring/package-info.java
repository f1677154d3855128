/**
 * How a Lambda is put together: Micronaut's compile-time dependency injection, nothing else of it.
 */
@NullMarked
package io.headroom.infra.wiring;

import org.jspecify.annotations.NullMarked;
