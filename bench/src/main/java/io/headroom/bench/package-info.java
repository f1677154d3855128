/** How fast the packaged product is, measured beside others. */
@NullMarked
package io.headroom.bench;

import org.jspecify.annotations.NullMarked;
