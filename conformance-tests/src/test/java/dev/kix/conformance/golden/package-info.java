/** Folders of cases, each run through the Java API and through the program. */
@NullMarked
package dev.kix.conformance.golden;

import org.jspecify.annotations.NullMarked;
