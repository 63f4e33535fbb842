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
  acmeNeedsAnAddress = {
    expr = resources { type = "acme"; };
    expectedError = "set acme.email";
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
