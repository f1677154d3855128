@NullMarked
package io.headroom.core.remedy;

import org.jspecify.annotations.NullMarked;
