{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  selfSigned.snapshot = (resources { })."ClusterIssuer/subject".spec;
  acme.snapshot =
    (resources {
      type = "acme";
      acme.email = "ops@example.com";
    })."ClusterIssuer/subject".spec;
  ca.snapshot = (resources { type = "ca"; })."ClusterIssuer/subject".spec;
  # Let's Encrypt takes no notice of an address since June 2025.
  acmeNeedsNoAddress = {
    expr = (resources { type = "acme"; })."ClusterIssuer/subject".spec.acme ? email;
    expected = false;
  };
  anAccountMadeBefore = {
    expr =
      (resources {
        type = "acme";
        acme.server = "https://acme.zerossl.com/v2/DV90";
        acme.externalAccount.keyID = "abc";
      })."ClusterIssuer/subject".spec.acme.externalAccountBinding;
    expected = {
      keyID = "abc";
      keySecretRef = {
        name = "subject-external-account";
        key = "secret";
      };
    };
  };
  ingressesGetACertificate = {
    expr =
      let
        ingress =
          (compile {
            instances.test.cluster-issuer.package = package;
            instances.test.web = {
              package = packages.web-app;
              config.ingress.hosts = [ "shop.example.com" ];
            };
          }).resources."Ingress/test/web";
      in
      {
        annotation = ingress.metadata.annotations."cert-manager.io/cluster-issuer";
        inherit (ingress.spec) tls;
      };
    expected = {
      annotation = "cluster-issuer";
      tls = [
        {
          hosts = [ "shop.example.com" ];
          secretName = "web-tls";
        }
      ];
    };
  };
  belongsToTheCertManagerOfTheCluster = {
    expr =
      (compile {
        instances.cert-manager.cert-manager.package = packages.cert-manager;
        instances.test.subject.package = package;
      }).resources."ClusterIssuer/subject".metadata.labels."app.kubernetes.io/part-of";
    expected = "cert-manager";
  };
}
