/** Scenario files: situations in words, and what the rules are to say of each. */
@NullMarked
package io.headroom.sandbox.scenarios;

import org.jspecify.annotations.NullMarked;
