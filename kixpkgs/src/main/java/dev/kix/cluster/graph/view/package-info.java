/** The graph of a cluster for people and programs: DOT, Mermaid, SVG, HTML and JSON. */
@NullMarked
package dev.kix.cluster.graph.view;

import org.jspecify.annotations.NullMarked;
