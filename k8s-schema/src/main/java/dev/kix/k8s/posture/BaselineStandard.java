package dev.kix.k8s.posture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.JsonPath;
import dev.kix.k8s.KubernetesVersion;
import dev.kix.k8s.posture.PodFields.Context;
import dev.kix.k8s.relations.Pods;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the Pod Security Standard <em>baseline</em> demands (kubernetes.io, Pod Security Standards),
 * as the admission controller of a Kubernetes version decides it.
 */
final class BaselineStandard {
  static final Set<String> CAPABILITIES =
      Set.of(
          "AUDIT_WRITE",
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "MKNOD",
          "NET_BIND_SERVICE",
          "SETFCAP",
          "SETGID",
          "SETPCAP",
          "SETUID",
          "SYS_CHROOT");

  private static final KubernetesVersion V1_31 = KubernetesVersion.parse("1.31");
  private static final KubernetesVersion V1_34 = KubernetesVersion.parse("1.34");
  private static final KubernetesVersion V1_35 = KubernetesVersion.parse("1.35");

  /** Harmless kernel settings, by the version from which on they are allowed. */
  private static final Map<String, String> SYSCTLS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("kernel.shm_rmid_forced", "1.0"),
              Map.entry("net.ipv4.ip_local_port_range", "1.0"),
              Map.entry("net.ipv4.tcp_syncookies", "1.0"),
              Map.entry("net.ipv4.ping_group_range", "1.0"),
              Map.entry("net.ipv4.ip_unprivileged_port_start", "1.0"),
              Map.entry("net.ipv4.ip_local_reserved_ports", "1.27"),
              Map.entry("net.ipv4.tcp_keepalive_time", "1.29"),
              Map.entry("net.ipv4.tcp_fin_timeout", "1.29"),
              Map.entry("net.ipv4.tcp_keepalive_intvl", "1.29"),
              Map.entry("net.ipv4.tcp_keepalive_probes", "1.29"),
              Map.entry("net.ipv4.tcp_rmem", "1.32"),
              Map.entry("net.ipv4.tcp_wmem", "1.32"),
              Map.entry("net.ipv4.tcp_slow_start_after_idle", "1.37"),
              Map.entry("net.ipv4.tcp_notsent_lowat", "1.37")));

  private static final String APP_ARMOR_ANNOTATION =
      "container.apparmor.security.beta.kubernetes.io/";

  private final Pods pods;
  private final KubernetesVersion version;
  private final List<Violation> out = new ArrayList<>();

  private BaselineStandard(Pods pods, KubernetesVersion version) {
    this.pods = pods;
    this.version = version;
  }

  /** Everything about pods that baseline forbids. */
  static List<Violation> check(Pods pods, KubernetesVersion version) {
    return new BaselineStandard(pods, version).check();
  }

  private List<Violation> check() {
    hostNamespaces();
    hostPaths();
    sysctls();
    for (Context context : PodFields.contexts(pods)) {
      windowsHostProcess(context);
      seLinux(context);
      seccomp(context);
      appArmor(context);
    }
    appArmorAnnotations();
    for (Pods.Container container : pods.containers()) {
      privileged(container);
      capabilities(container);
      hostPorts(container);
      procMount(container);
      probeHosts(container);
    }
    return out;
  }

  private void add(String path, String message) {
    out.add(new Violation(path, message));
  }

  private boolean since(KubernetesVersion v) {
    return version.isAtLeast(v);
  }

  private void hostNamespaces() {
    for (String field : List.of("hostNetwork", "hostPID", "hostIPC")) {
      if (pods.spec().path(field).asBoolean(false)) {
        add(pods.path() + "." + field, "the pod shares a namespace of its node");
      }
    }
  }

  private void hostPaths() {
    JsonNode volumes = pods.spec().path("volumes");
    for (int i = 0; i < volumes.size(); i++) {
      if (volumes.path(i).hasNonNull("hostPath")) {
        add(
            JsonPath.element(pods.path() + ".volumes", i) + ".hostPath",
            "the volume is a path of the node");
      }
    }
  }

  private void sysctls() {
    JsonNode sysctls = pods.spec().path("securityContext").path("sysctls");
    for (int i = 0; i < sysctls.size(); i++) {
      String name = sysctls.path(i).path("name").asText("");
      String since = SYSCTLS.get(name);
      if (since == null || !version.isAtLeast(KubernetesVersion.parse(since))) {
        add(
            JsonPath.element(pods.path() + ".securityContext.sysctls", i) + ".name",
            "the kernel setting '" + name + "' is not among the safe ones");
      }
    }
  }

  private void windowsHostProcess(Context context) {
    if (context.json().path("windowsOptions").path("hostProcess").asBoolean(false)) {
      add(context.path() + ".windowsOptions.hostProcess", "the process runs on the node itself");
    }
  }

  private void seLinux(Context context) {
    JsonNode options = context.json().path("seLinuxOptions");
    String path = context.path() + ".seLinuxOptions";
    String type = options.path("type").asText("");
    boolean allowed =
        switch (type) {
          case "", "container_t", "container_init_t", "container_kvm_t" -> true;
          case "container_engine_t" -> since(V1_31);
          default -> false;
        };
    if (!allowed) {
      add(path + ".type", "the SELinux type '" + type + "' is not one of containers");
    }
    for (String field : List.of("user", "role")) {
      if (!options.path(field).asText("").isEmpty()) {
        add(path + "." + field, "the SELinux " + field + " may not be set");
      }
    }
  }

  private void seccomp(Context context) {
    if (context.json().path("seccompProfile").path("type").asText("").equals("Unconfined")) {
      add(context.path() + ".seccompProfile.type", "no system call is filtered");
    }
  }

  private void appArmor(Context context) {
    if (context.json().path("appArmorProfile").path("type").asText("").equals("Unconfined")) {
      add(context.path() + ".appArmorProfile.type", "AppArmor is switched off");
    }
  }

  private void appArmorAnnotations() {
    String metadata = pods.path().equals("$.spec") ? "$" : JsonPath.parent(pods.path());
    JsonNode owner = pods.owner().tree();
    JsonNode template = metadata.equals("$") ? owner : at(owner, metadata);
    for (Map.Entry<String, JsonNode> e :
        template.path("metadata").path("annotations").properties()) {
      String value = e.getValue().asText("");
      if (e.getKey().startsWith(APP_ARMOR_ANNOTATION)
          && !value.isEmpty()
          && !value.equals("runtime/default")
          && !value.startsWith("localhost/")) {
        add(
            JsonPath.field(metadata + ".metadata.annotations", e.getKey()),
            "the AppArmor profile '" + value + "' is not allowed");
      }
    }
  }

  /** The value at a path of plain names. */
  private static JsonNode at(JsonNode root, String path) {
    JsonNode node = root;
    for (String name : path.substring(2).split("\\.", -1)) {
      node = node.path(name);
    }
    return node;
  }

  private void privileged(Pods.Container container) {
    Context context = PodFields.context(container);
    if (context.json().path("privileged").asBoolean(false)) {
      add(context.path() + ".privileged", "the container is privileged: it is root on the node");
    }
  }

  private void capabilities(Pods.Container container) {
    JsonNode added = container.json().path("securityContext").path("capabilities").path("add");
    for (int i = 0; i < added.size(); i++) {
      String name = added.path(i).asText("");
      if (!CAPABILITIES.contains(name)) {
        add(
            JsonPath.element(container.path() + ".securityContext.capabilities.add", i),
            "the capability " + name + " reaches beyond the container");
      }
    }
  }

  private void hostPorts(Pods.Container container) {
    JsonNode ports = container.json().path("ports");
    for (int i = 0; i < ports.size(); i++) {
      int port = ports.path(i).path("hostPort").asInt(0);
      if (port != 0) {
        add(
            JsonPath.element(container.path() + ".ports", i) + ".hostPort",
            "port " + port + " of the node is taken");
      }
    }
  }

  private void procMount(Pods.Container container) {
    JsonNode mount = container.json().path("securityContext").path("procMount");
    boolean allowed =
        !PodFields.isSet(mount)
            || mount.asText("").equals("Default")
            || since(V1_35) && PodFields.hasUserNamespace(pods);
    if (!allowed) {
      add(container.path() + ".securityContext.procMount", "/proc is not masked");
    }
  }

  private void probeHosts(Pods.Container container) {
    if (!since(V1_34)) {
      return;
    }
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      handlerHost(container.json().path(probe), container.path() + "." + probe);
    }
    for (String hook : List.of("postStart", "preStop")) {
      handlerHost(
          container.json().path("lifecycle").path(hook), container.path() + ".lifecycle." + hook);
    }
  }

  private void handlerHost(JsonNode handler, String path) {
    for (String kind : List.of("httpGet", "tcpSocket")) {
      if (!handler.path(kind).path("host").asText("").isEmpty()) {
        add(path + "." + kind + ".host", "the node asks a host other than the pod");
      }
    }
  }
}
