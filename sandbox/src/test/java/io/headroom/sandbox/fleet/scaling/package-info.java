@NullMarked
package io.headroom.sandbox.fleet.scaling;

import org.jspecify.annotations.NullMarked;
