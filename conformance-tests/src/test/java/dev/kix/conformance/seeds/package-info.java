/** The showcase of the product: every snippet compiled, every quoted message printed. */
@NullMarked
package dev.kix.conformance.seeds;

import org.jspecify.annotations.NullMarked;
