@NullMarked
package dev.kix.cluster.image;

import org.jspecify.annotations.NullMarked;
