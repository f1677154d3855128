@NullMarked
package io.headroom.sandbox.fleet;

import org.jspecify.annotations.NullMarked;
