/** What an installation in AWS could not deliver: what it was, and what is to be done about it. */
@NullMarked
package io.headroom.sandbox.deadletters;

import org.jspecify.annotations.NullMarked;
