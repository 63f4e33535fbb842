package dev.kix.cluster.helm;

import java.nio.file.Path;
import java.util.SortedSet;

/**
 * What to render. Ordinary Java text.
 *
 * @param chart the chart as a folder, or one archive of it
 * @param values the values as JSON
 * @param release {@code .Release.Name}
 * @param namespace {@code .Release.Namespace}
 * @param kubernetesVersion {@code .Capabilities.KubeVersion}, such as {@code v1.31.0}
 * @param apiVersions {@code .Capabilities.APIVersions}: {@code apps/v1}, {@code apps/v1/Deployment}
 * @param cacheFolder where the renderer may keep what it would otherwise make each time
 */
public record ChartRequest(
    ChartFiles chart,
    String values,
    String release,
    String namespace,
    String kubernetesVersion,
    SortedSet<String> apiVersions,
    Path cacheFolder) {
  /** The same with other values. */
  ChartRequest withValues(String other) {
    return new ChartRequest(
        chart, other, release, namespace, kubernetesVersion, apiVersions, cacheFolder);
  }
}
