@NullMarked
package io.headroom.core.abreast;

import org.jspecify.annotations.NullMarked;
