/** Tests of the renderer; the charts are written for them. */
@NullMarked
package dev.kix.helm;

import org.jspecify.annotations.NullMarked;
