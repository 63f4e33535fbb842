package dev.kix.k8s.posture;

import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;

/**
 * Images that do not change under one's feet: a tag at least, a digest at best. An image without a
 * tag is {@code :latest}, which differs from node to node and from restart to restart.
 */
final class ImageRule implements ClusterRule {
  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    for (Pods pods : cluster.pods()) {
      for (Pods.Container container : pods.containers()) {
        String image = container.json().path("image").asText("");
        if (image.isEmpty() || image.contains("@")) {
          continue;
        }
        String tag = tag(image);
        String path = container.path() + ".image";
        if (tag.isEmpty() || tag.equals("latest")) {
          reporter.report(
              Rules.IMAGE_TAG,
              pods.owner(),
              path,
              "could be safer",
              tag.isEmpty()
                  ? "the image '" + image + "' has neither a tag nor a digest"
                  : "the tag of the image '" + image + "' means another image tomorrow",
              null);
        }
        reporter.report(
            Rules.IMAGE_DIGEST,
            pods.owner(),
            path,
            "could be safer",
            "the image '" + image + "' has no digest",
            null);
      }
    }
  }

  /** What stands behind the colon of the last part; a colon before it belongs to a port. */
  private static String tag(String image) {
    int colon = image.indexOf(':', image.lastIndexOf('/') + 1);
    return colon < 0 ? "" : image.substring(colon + 1);
  }
}
