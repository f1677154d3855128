/** One DynamoDB table: incidents as their events, their threads, the last check. */
@NullMarked
package io.headroom.infra.store;

import org.jspecify.annotations.NullMarked;
