@NullMarked
package io.headroom.sandbox.web;

import org.jspecify.annotations.NullMarked;
