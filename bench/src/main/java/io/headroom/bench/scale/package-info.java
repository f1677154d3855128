/**
 * How the product holds at ten thousand services, against doubles with AWS's latencies and rates.
 */
@NullMarked
package io.headroom.bench.scale;

import org.jspecify.annotations.NullMarked;
