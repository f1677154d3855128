@NullMarked
package io.headroom.sandbox.fleet.cloudwatch;

import org.jspecify.annotations.NullMarked;
