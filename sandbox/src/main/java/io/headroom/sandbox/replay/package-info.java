/** The rules and the detector over anybody's export: a file in, a line per alert and clear out. */
@NullMarked
package io.headroom.sandbox.replay;

import org.jspecify.annotations.NullMarked;
