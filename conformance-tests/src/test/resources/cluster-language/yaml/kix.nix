# "`kix.fromYAML path`, `kix.fromManifests [ … ]`"; "`builtins.fromYAML` reads one or many documents".
{
  clusters.test =
    { kix, ... }:
    {
      instances.shop.file.package = kix.fromYAML ./two.yaml;
      instances.shop.all.package = kix.fromManifests [
        ./folder
        "{ apiVersion: v1, kind: ConfigMap, metadata: { name: of-a-text } }"
        { apiVersion = "v1"; kind = "ConfigMap"; metadata.name = "of-a-set"; data = { }; }
      ];
      warnings = [
        "one document: ${builtins.toJSON (builtins.fromYAML "a: 1")}"
        "many: ${builtins.toJSON (builtins.fromYAML (builtins.readFile ./two.yaml))}"
      ];
    };
}
