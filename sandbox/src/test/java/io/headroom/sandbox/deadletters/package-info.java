@NullMarked
package io.headroom.sandbox.deadletters;

import org.jspecify.annotations.NullMarked;
