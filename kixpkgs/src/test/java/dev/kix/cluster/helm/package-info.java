@NullMarked
package dev.kix.cluster.helm;

import org.jspecify.annotations.NullMarked;
