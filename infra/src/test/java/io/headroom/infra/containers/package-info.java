/** The adapters over AWS's own protocols, against emulators in containers. */
@NullMarked
package io.headroom.infra.containers;

import org.jspecify.annotations.NullMarked;
