@NullMarked
package dev.kix.junit;

import org.jspecify.annotations.NullMarked;
