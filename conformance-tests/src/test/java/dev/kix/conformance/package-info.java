/** What all conformance tests share: the program and where things are. */
@NullMarked
package dev.kix.conformance;

import org.jspecify.annotations.NullMarked;
