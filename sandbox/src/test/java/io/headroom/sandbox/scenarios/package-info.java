@NullMarked
package io.headroom.sandbox.scenarios;

import org.jspecify.annotations.NullMarked;
