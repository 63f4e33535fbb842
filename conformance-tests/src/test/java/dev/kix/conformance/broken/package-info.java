/** Input that is wrong: one clear error, exit code 1, nothing left behind. */
@NullMarked
package dev.kix.conformance.broken;

import org.jspecify.annotations.NullMarked;
