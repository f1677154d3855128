/** Nothing secret is shown: planted secrets, the whole loop, and everything that it says. */
@NullMarked
package io.headroom.sandbox.secrets;

import org.jspecify.annotations.NullMarked;
