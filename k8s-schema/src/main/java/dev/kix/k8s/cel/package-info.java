/**
 * The rules that CustomResourceDefinitions write in CEL ({@code x-kubernetes-validations}):
 * compiled against the structural schema and evaluated as the API server does on creation, with the
 * functions that Kubernetes adds to the language. Nothing outside this package may name a class of
 * the CEL library: it is large, and is loaded when the first rule is met.
 */
@NullMarked
package dev.kix.k8s.cel;

import org.jspecify.annotations.NullMarked;
