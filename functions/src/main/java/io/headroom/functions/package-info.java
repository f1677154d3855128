@NullMarked
package io.headroom.functions;

import org.jspecify.annotations.NullMarked;
