package dev.kix.cluster.helm;

import java.util.List;

/**
 * What a chart was rendered to. Ordinary Java text.
 *
 * @param name the name in {@code Chart.yaml}
 * @param version the version in {@code Chart.yaml}
 * @param documents the manifests in the order in which Helm would apply them, definitions of custom
 *     resources first
 */
public record RenderedChart(String name, String version, List<Document> documents) {
  /**
   * The prefix of the annotations by which Helm tells hooks, in what is rendered: {@link
   * #HOOK_PREFIX}{@code hook}. Helm itself must not know them, since it keeps hooks to itself.
   */
  public static final String HOOK_PREFIX = "helm.kix.dev/";

  public RenderedChart {
    documents = List.copyOf(documents);
  }

  /**
   * A manifest.
   *
   * @param source the template, from the chart's name on: {@code web/templates/service.yaml}
   * @param text YAML, one document
   * @param definition whether it lies in a {@code crds} folder
   */
  public record Document(String source, String text, boolean definition) {}
}
