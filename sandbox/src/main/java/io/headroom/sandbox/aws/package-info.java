/**
 * What stands for the parts of AWS around the functions: the table, its stream, the function URL.
 */
@NullMarked
package io.headroom.sandbox.aws;

import org.jspecify.annotations.NullMarked;
