/** The AWS SDK: how its clients are built, and what its exceptions mean. */
@NullMarked
package io.headroom.infra.aws;

import org.jspecify.annotations.NullMarked;
