package dev.kix.k8s.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kix.k8s.Rules;
import dev.kix.k8s.forms.Values;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Users, groups, profiles and kernel settings of pods and containers. */
final class SecurityContextChecks {
  private static final long LARGEST_ID = Integer.MAX_VALUE;
  private static final Pattern SYSCTL =
      Pattern.compile("([a-z0-9]([-_a-z0-9]*[a-z0-9])?[./])*+[a-z0-9]([-_a-z0-9]*[a-z0-9])?");

  private static final Pattern IPC_SETTING =
      Pattern.compile(
          "kernel\\.(sem|shm(all|max|mni|_rmid_forced)?|msg(max|mnb|mni)?)|fs\\.mqueue\\..*");

  private SecurityContextChecks() {}

  static void container(JsonNode context, Place at, Reporter reporter) {
    ids(context, at, reporter);
    JsonNode escalation = context.path("allowPrivilegeEscalation");
    if (!escalation.isBoolean() || escalation.booleanValue()) {
      return;
    }
    Place field = at.field("allowPrivilegeEscalation");
    if (context.path("privileged").asBoolean(false)) {
      reporter.report(Rules.ONE_OF, field, "may not be false in a privileged container");
    }
    for (JsonNode added : context.path("capabilities").path("add")) {
      if (added.asText("").equals("CAP_SYS_ADMIN")) {
        reporter.report(
            Rules.ONE_OF, field, "may not be false when the capability CAP_SYS_ADMIN is added");
      }
    }
  }

  static void pod(JsonNode context, Place at, Reporter reporter) {
    ids(context, at, reporter);
    Fields.between(context, "fsGroup", 0, LARGEST_ID, at, reporter);
    JsonNode groups = context.path("supplementalGroups");
    for (int i = 0; i < groups.size(); i++) {
      JsonNode id = groups.path(i);
      if (id.isIntegralNumber() && (id.asLong() < 0 || id.asLong() > LARGEST_ID)) {
        reporter.report(
            Rules.VALUE_RANGE,
            at.field("supplementalGroups").element(i),
            "must be from 0 to " + LARGEST_ID + " but is " + id.asText());
      }
    }
    sysctls(context.path("sysctls"), at.field("sysctls"), reporter);
  }

  /**
   * A pod that shares the network or the IPC of its node sets no kernel setting of that: it would
   * be the node's. As the server's {@code ValidateHostSysctl}.
   */
  static void hostSettings(JsonNode pod, Place at, Reporter reporter) {
    boolean network = pod.path("hostNetwork").asBoolean(false);
    boolean ipc = pod.path("hostIPC").asBoolean(false);
    if (!network && !ipc) {
      return;
    }
    JsonNode sysctls = pod.path("securityContext").path("sysctls");
    for (int i = 0; i < sysctls.size(); i++) {
      String name = Fields.text(sysctls.path(i), "name").replace('/', '.');
      String host =
          network && name.startsWith("net.")
              ? "hostNetwork"
              : ipc && IPC_SETTING.matcher(name).matches() ? "hostIPC" : null;
      if (host != null) {
        reporter.report(
            Rules.ONE_OF,
            at.field("securityContext").field("sysctls").element(i).field("name"),
            "the kernel setting "
                + Values.quoted(name)
                + " may not be given when '"
                + host
                + "' is true");
      }
    }
  }

  private static void ids(JsonNode context, Place at, Reporter reporter) {
    Fields.between(context, "runAsUser", 0, LARGEST_ID, at, reporter);
    Fields.between(context, "runAsGroup", 0, LARGEST_ID, at, reporter);
    profile(context, "seccompProfile", at, reporter);
    profile(context, "appArmorProfile", at, reporter);
  }

  /** A profile of type Localhost names a file, and no other does. */
  private static void profile(JsonNode context, String field, Place at, Reporter reporter) {
    JsonNode profile = context.path(field);
    String type = Fields.text(profile, "type");
    if (!profile.isObject() || type.isEmpty()) {
      return;
    }
    boolean named = !Fields.text(profile, "localhostProfile").isEmpty();
    if (type.equals("Localhost") && !named) {
      reporter.report(
          Rules.SCHEMA_REQUIRED,
          at.field(field),
          "a profile of type Localhost needs the field 'localhostProfile'");
    } else if (!type.equals("Localhost") && profile.hasNonNull("localhostProfile")) {
      reporter.report(
          Rules.ONE_OF,
          at.field(field).field("localhostProfile"),
          "is for profiles of type Localhost only");
    }
  }

  private static void sysctls(JsonNode sysctls, Place at, Reporter reporter) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < sysctls.size(); i++) {
      String name = Fields.text(sysctls.path(i), "name");
      Place here = at.element(i).field("name");
      if (name.isEmpty()) {
        Fields.notEmpty(sysctls.path(i), "name", at.element(i), reporter);
        continue;
      }
      if (name.length() > 253 || !SYSCTL.matcher(name).matches()) {
        reporter.report(
            Rules.SCHEMA_FORMAT, here, Values.quoted(name) + " is no name of a kernel setting");
      }
      Integer first = seen.putIfAbsent(name.replace('/', '.'), i);
      if (first != null) {
        reporter.report(
            Rules.SCHEMA_DUPLICATE,
            here,
            Values.quoted(name) + " is already set in " + at.element(first));
      }
    }
  }
}
