/**
 * The runbooks: what to watch for, what to do, and how to know that it helped. Read from YAML,
 * strictly.
 */
@NullMarked
package io.headroom.core.runbook;

import org.jspecify.annotations.NullMarked;
