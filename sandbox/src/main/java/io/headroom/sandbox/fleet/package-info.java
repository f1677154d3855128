/**
 * A simulated fleet behind the interfaces of the AWS SDK: two clusters, ten services, one clock.
 */
@NullMarked
package io.headroom.sandbox.fleet;

import org.jspecify.annotations.NullMarked;
