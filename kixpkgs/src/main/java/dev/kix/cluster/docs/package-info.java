/** What options a cluster and its packages have, for documentation. */
@NullMarked
package dev.kix.cluster.docs;

import org.jspecify.annotations.NullMarked;
