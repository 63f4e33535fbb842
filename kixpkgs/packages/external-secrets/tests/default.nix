{
  lib,
  compile,
  package,
  ...
}:
let
  cluster =
    module:
    compile [
      { instances.external-secrets.external-secrets = { inherit package; }; }
      module
    ];
  resource = apiVersion: kind: spec: {
    instances.shop.subject.package =
      { scope, kix }:
      kix.mkPackage (_: {
        meta.description = kind;
        resources.subject = scope.mkResource { inherit apiVersion kind spec; };
      });
  };
  v1 = resource "external-secrets.io/v1";
in
{
  definitions.snapshot = lib.filter (lib.hasPrefix "CustomResourceDefinition/") (
    builtins.attrNames (cluster { }).resources
  );
  onlyStatesOfGeneratorsHaveNoSubresource = {
    expr = lib.filter (
      name:
      lib.hasPrefix "CustomResourceDefinition/" name
      && !((builtins.head (cluster { }).resources.${name}.spec.versions) ? subresources)
    ) (builtins.attrNames (cluster { }).resources);
    expected = [ "CustomResourceDefinition/generatorstates.generators.external-secrets.io" ];
  };
  rules.snapshot =
    (cluster { }).resources."ClusterRole/external-secrets-external-secrets".rules;
  anExternalSecretPasses = {
    expr =
      (cluster (
        v1 "ExternalSecret" {
          secretStoreRef = {
            kind = "ClusterSecretStore";
            name = "vault";
          };
          target.name = "database";
          data = [
            {
              secretKey = "password";
              remoteRef = {
                key = "shop/database";
                property = "password";
              };
            }
          ];
        }
      )).warnings;
    expected = [ ];
  };
  aKeyMustBeSaid = {
    expr = cluster (v1 "ExternalSecret" { data = [ { secretKey = "password"; } ]; });
    expectedError = "remoteRef";
  };
  aStoreHasAProviderThatExists = {
    expr = cluster (v1 "SecretStore" { provider.vaults.server = "https://vault.example.com"; });
    expectedError = "vaults";
  };
  aStoreHasOneProvider = {
    expr = cluster (
      v1 "SecretStore" {
        provider = {
          fake.data = [ ];
          vault.server = "https://vault.example.com";
        };
      }
    );
    expectedError = "provider";
  };
  clusterStoresHaveNoNamespace = {
    expr =
      (cluster (v1 "ClusterSecretStore" { provider.fake.data = [ ]; })).resources
      ? "ClusterSecretStore/subject";
    expected = true;
  };
  aPasswordIsGenerated = {
    expr = cluster (
      resource "generators.external-secrets.io/v1alpha1" "Password" {
        length = "24";
        allowRepeat = true;
        noUpper = false;
      }
    );
    expectedError = "length";
  };
}
