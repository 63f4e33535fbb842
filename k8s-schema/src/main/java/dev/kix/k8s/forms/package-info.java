/**
 * What texts and numbers look like in Kubernetes: names, addresses, quantities, formats, and how
 * values are spoken of. Knows nothing of schemas or resources.
 */
@NullMarked
package dev.kix.k8s.forms;

import org.jspecify.annotations.NullMarked;
