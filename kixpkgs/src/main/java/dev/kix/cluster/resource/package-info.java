/** Resources: what {@code scope.mkResource} makes, and how it becomes a manifest. */
@NullMarked
package dev.kix.cluster.resource;

import org.jspecify.annotations.NullMarked;
