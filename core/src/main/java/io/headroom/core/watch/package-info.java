/** How often each service is looked at, from where its numbers come, and what is kept of them. */
@NullMarked
package io.headroom.core.watch;

import org.jspecify.annotations.NullMarked;
