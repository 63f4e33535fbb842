package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Paths of the node that containers mount. The standard <em>baseline</em> forbids them all; these
 * rules tell the harmless from the dangerous where a namespace has to allow them.
 */
final class HostMountRule implements ClusterRule {
  /** Whoever can talk to one of these starts containers of any kind: root on the node. */
  private static final Pattern RUNTIME_SOCKET =
      Pattern.compile(
          ".*(?:docker|dockershim|cri-dockerd|containerd|crio|podman|buildkitd|kubelet)[.]sock"
              + "|(?:/var)?/run/(?:docker|containerd|crio|podman)");

  /** Folders of the node's own system, credentials and state. */
  private static final Set<String> SENSITIVE =
      Set.of(
          "/",
          "/boot",
          "/dev",
          "/etc",
          "/home",
          "/lib",
          "/lib64",
          "/proc",
          "/root",
          "/run",
          "/sys",
          "/usr",
          "/var",
          "/var/lib",
          "/var/lib/containerd",
          "/var/lib/docker",
          "/var/run");

  private static final Pattern BELOW =
      Pattern.compile("/(?:etc/kubernetes|root/[.]ssh|etc/ssh|var/lib/(?:etcd|kubelet))(?:/.*)?");

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    if (!reporter.wants(Rules.RUNTIME_SOCKET)
        && !reporter.wants(Rules.HOST_MOUNTS)
        && !reporter.wants(Rules.HOST_MOUNT_WRITABLE)) {
      return;
    }
    for (Pods pods : cluster.pods()) {
      JsonNode volumes = pods.spec().path("volumes");
      for (int i = 0; i < volumes.size(); i++) {
        JsonNode volume = volumes.path(i);
        String path = normal(volume.path("hostPath").path("path").asText(""));
        if (!path.isEmpty()) {
          volume(pods, volume.path("name").asText(""), path, i, reporter);
        }
      }
    }
  }

  private static void volume(
      Pods pods, String name, String path, int index, ClusterReporter reporter) {
    String at = JsonPath.element(pods.path() + ".volumes", index) + ".hostPath.path";
    boolean mounted = false;
    for (Pods.Container container : pods.containers()) {
      JsonNode mounts = container.json().path("volumeMounts");
      for (int i = 0; i < mounts.size(); i++) {
        JsonNode mount = mounts.path(i);
        if (!mount.path("name").asText("").equals(name)) {
          continue;
        }
        mounted = true;
        if (!mount.path("readOnly").asBoolean(false)) {
          report(
              Rules.HOST_MOUNT_WRITABLE,
              pods,
              JsonPath.element(container.path() + ".volumeMounts", i),
              "the container "
                  + PodFields.quoted(container)
                  + " can write to '"
                  + path
                  + "' of its node",
              reporter);
        }
      }
    }
    if (!mounted) {
      return;
    }
    if (RUNTIME_SOCKET.matcher(path).matches()) {
      report(
          Rules.RUNTIME_SOCKET,
          pods,
          at,
          "whoever can talk to '" + path + "' can start containers as root on the node",
          reporter);
    }
    if (SENSITIVE.contains(path) || BELOW.matcher(path).matches()) {
      report(
          Rules.HOST_MOUNTS,
          pods,
          at,
          "'" + path + "' is a folder that the node itself lives from",
          reporter);
    }
  }

  /** A path without doubled and trailing slashes. */
  private static String normal(String path) {
    String single = path.replaceAll("/+", "/");
    return single.length() > 1 && single.endsWith("/")
        ? single.substring(0, single.length() - 1)
        : single;
  }

  private static void report(
      Rule rule, Pods pods, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, pods.owner(), path, "could be safer", message, null);
  }
}
