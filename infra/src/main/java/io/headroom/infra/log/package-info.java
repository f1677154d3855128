/** One line of JSON for each decision, on standard output. */
@NullMarked
package io.headroom.infra.log;

import org.jspecify.annotations.NullMarked;
