package dev.kix.k8s.validation;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The successors of deprecated fields, from their descriptions in the API reference. */
final class DeprecatedFields {
  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry("serviceAccount", "serviceAccountName"),
          Map.entry("flexVolume", "csi"),
          Map.entry("awsElasticBlockStore", "csi"),
          Map.entry("azureDisk", "csi"),
          Map.entry("azureFile", "csi"),
          Map.entry("cinder", "csi"),
          Map.entry("gcePersistentDisk", "csi"),
          Map.entry("portworxVolume", "csi"),
          Map.entry("vsphereVolume", "csi"),
          Map.entry("gitRepo", "an emptyDir filled by an init container"));

  private DeprecatedFields() {}

  /** The field to use instead, or null when nothing takes its place. */
  static @Nullable String insteadOf(String name) {
    return INSTEAD.get(name);
  }
}
