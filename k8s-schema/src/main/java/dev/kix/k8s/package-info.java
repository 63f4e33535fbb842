/**
 * What is said about Kubernetes manifests, and in which words: manifests as plain JSON trees with
 * the source positions behind them, resource identities, findings, rule switches and the text form
 * of a finding. Nothing here knows Nix values; whoever compiles to manifests implements {@link
 * dev.kix.k8s.ManifestSource}.
 */
@NullMarked
package dev.kix.k8s;

import org.jspecify.annotations.NullMarked;
