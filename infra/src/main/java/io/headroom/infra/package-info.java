@NullMarked
package io.headroom.infra;

import org.jspecify.annotations.NullMarked;
