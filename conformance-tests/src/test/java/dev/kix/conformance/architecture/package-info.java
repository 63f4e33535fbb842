/** The rules that imports obey, checked on the class files of all modules. */
@NullMarked
package dev.kix.conformance.architecture;

import org.jspecify.annotations.NullMarked;
