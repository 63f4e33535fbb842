package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.Rule;
import dev.kix.k8s.Rules;
import dev.kix.k8s.relations.Cluster;
import dev.kix.k8s.relations.ClusterReporter;
import dev.kix.k8s.relations.ClusterRule;
import dev.kix.k8s.relations.Pods;
import java.util.Locale;
import java.util.function.Predicate;

/** What a container need not have: raw sockets, low ports, SSH, secrets in its environment. */
final class ContainerRiskRule implements ClusterRule {
  /** Ports below this one could once be opened by root alone. */
  private static final int FIRST_UNPRIVILEGED = 1024;

  private static final int SSH = 22;

  @Override
  public void check(Cluster cluster, ClusterReporter reporter) {
    boolean raw = reporter.wants(Rules.NET_RAW);
    boolean ports = reporter.wants(Rules.PRIVILEGED_PORTS) || reporter.wants(Rules.SSH_PORT);
    boolean secrets = reporter.wants(Rules.SECRET_FROM_ENV);
    if (!raw && !ports && !secrets) {
      return;
    }
    for (Pods pods : cluster.pods()) {
      for (Pods.Container container : pods.containers()) {
        if (raw && !PodFields.isWindows(pods)) {
          rawSockets(pods, container, reporter);
        }
        if (ports) {
          ports(pods, container, reporter);
        }
        if (secrets) {
          secrets(pods, container, reporter);
        }
      }
    }
  }

  /** NET_RAW is among the capabilities that runtimes give unless told otherwise. */
  private static void rawSockets(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode capabilities = container.json().path("securityContext").path("capabilities");
    String path = container.path() + ".securityContext.capabilities";
    Predicate<String> raw = name -> name.equals("NET_RAW") || name.equals("ALL");
    if (any(capabilities.path("add"), raw)) {
      report(
          Rules.NET_RAW,
          pods,
          path + ".add",
          "the container " + PodFields.quoted(container) + " can forge packets",
          reporter);
    } else if (!any(capabilities.path("drop"), raw)) {
      report(
          Rules.NET_RAW,
          pods,
          path + ".drop",
          "the container "
              + PodFields.quoted(container)
              + " can forge packets: drop NET_RAW, or ALL",
          reporter);
    }
  }

  private static boolean any(JsonNode names, Predicate<String> wanted) {
    for (JsonNode name : PodFields.list(names)) {
      if (wanted.test(name.asText("").toUpperCase(Locale.ROOT).replaceFirst("^CAP_", ""))) {
        return true;
      }
    }
    return false;
  }

  private static void ports(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode ports = container.json().path("ports");
    for (int i = 0; i < ports.size(); i++) {
      int port = ports.path(i).path("containerPort").asInt(0);
      String path = JsonPath.element(container.path() + ".ports", i) + ".containerPort";
      if (port > 0 && port < FIRST_UNPRIVILEGED) {
        report(
            Rules.PRIVILEGED_PORTS,
            pods,
            path,
            "port " + port + " is one that runtimes may keep for root",
            reporter);
      }
      if (port == SSH && ports.path(i).path("protocol").asText("TCP").equals("TCP")) {
        report(
            Rules.SSH_PORT,
            pods,
            path,
            "port 22 is that of SSH, which a container rarely needs",
            reporter);
      }
    }
  }

  /** An environment is inherited by every child, and ends up in dumps and logs. */
  private static void secrets(Pods pods, Pods.Container container, ClusterReporter reporter) {
    JsonNode variables = container.json().path("env");
    for (int i = 0; i < variables.size(); i++) {
      JsonNode source = variables.path(i).path("valueFrom");
      if (source.hasNonNull("secretKeyRef")) {
        report(
            Rules.SECRET_FROM_ENV,
            pods,
            JsonPath.element(container.path() + ".env", i) + ".valueFrom.secretKeyRef",
            "'"
                + variables.path(i).path("name").asText("")
                + "' puts a secret into the environment; a mounted file would keep it out",
            reporter);
      }
    }
    JsonNode sources = container.json().path("envFrom");
    for (int i = 0; i < sources.size(); i++) {
      if (sources.path(i).hasNonNull("secretRef")) {
        report(
            Rules.SECRET_FROM_ENV,
            pods,
            JsonPath.element(container.path() + ".envFrom", i) + ".secretRef",
            "all of the Secret '"
                + sources.path(i).path("secretRef").path("name").asText("")
                + "' is put into the environment; a mounted file would keep it out",
            reporter);
      }
    }
  }

  private static void report(
      Rule rule, Pods pods, String path, String message, ClusterReporter reporter) {
    reporter.report(rule, pods.owner(), path, "could be safer", message, null);
  }
}
