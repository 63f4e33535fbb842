{ compile, package, lib, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  pod = config: (resources config)."Deployment/test/subject".spec.template.spec;
  args = config: (builtins.head (pod config).containers).args;
  route = spec: compile {
    instances.test.subject.package = package;
    instances.test.route.package = { scope, kix }: kix.mkPackage (self: {
      resources.route = scope.mkResource {
        apiVersion = "traefik.io/v1alpha1";
        kind = "IngressRoute";
        inherit spec;
      };
    });
  };
in
{
  kinds.snapshot = builtins.attrNames (resources { });
  pod.snapshot = pod { };
  clusterRules.snapshot = (resources { gatewayAPI.enabled = true; })."ClusterRole/test-subject".rules;
  service.snapshot = (resources { })."Service/test/subject".spec;

  aSecondOneLeavesTheFirstOnesIngressesAlone = {
    expr =
      let
        r =
          (compile {
            instances.test.public.package = package;
            instances.test.private = {
              inherit package;
              config.installCRDs = false;
            };
          }).resources;
        classOf = name: lib.filter (lib.hasPrefix "--providers.kubernetesingress.ingressclass=") (
          builtins.head r."Deployment/test/${name}".spec.template.spec.containers
        ).args;
      in
      map classOf [ "public" "private" ];
    expected = [
      [ "--providers.kubernetesingress.ingressclass=public" ]
      [ "--providers.kubernetesingress.ingressclass=private" ]
    ];
  };

  fromIngressNginx = {
    expr = lib.filter (lib.hasInfix "ingressnginx") (args {
      ingressNginx = {
        enabled = true;
        className = "public";
        controllerClass = "k8s.io/public";
      };
    });
    expected = [
      "--providers.kubernetesingressnginx=true"
      "--providers.kubernetesingressnginx.ingressclass=public"
      "--providers.kubernetesingressnginx.controllerclass=k8s.io/public"
      "--providers.kubernetesingressnginx.publishservice=test/subject"
    ];
  };

  gateway.snapshot =
    let
      r = resources {
        gatewayAPI = {
          enabled = true;
          gateway.certificates = [ "wildcard" ];
          gateway.routesFrom = "All";
        };
      };
    in
    {
      class = r."GatewayClass/subject".spec;
      gateway = r."Gateway/test/subject".spec;
      args = lib.filter (lib.hasInfix "kubernetesgateway") (
        builtins.head r."Deployment/test/subject".spec.template.spec.containers
      ).args;
    };

  production.snapshot = args {
    namespaces = [ "shop" ];
    redirectToHTTPS = true;
    trustedProxies = [ "10.0.0.0/8" ];
    proxyProtocolFrom = [ "10.1.0.0/16" ];
    allowCrossNamespace = true;
    allowExternalNameServices = true;
    log.requests = true;
    tracingEndpoint = "otel.observability:4317";
    plugins.bouncer = {
      moduleName = "github.com/maxlerebourg/crowdsec-bouncer-traefik-plugin";
      version = "v1.4.5";
    };
    extraArgs = [ "--serversTransport.maxIdleConnsPerHost=50" ];
  };

  metricsAreApart = {
    expr =
      let
        r = resources { monitoring.enabled = true; };
        ports = name: map (port: port.port) r."Service/test/${name}".spec.ports;
      in
      [ (ports "subject") (ports "subject-metrics") ];
    expected = [ [ 80 443 ] [ 9100 ] ];
  };

  insideOnly = {
    expr =
      let
        r = resources { service.type = "ClusterIP"; };
      in
      {
        service = r."Service/test/subject".spec ? externalTrafficPolicy;
        published = lib.any (lib.hasInfix "publishedservice") (
          builtins.head r."Deployment/test/subject".spec.template.spec.containers
        ).args;
      };
    expected = {
      service = false;
      published = false;
    };
  };

  defaultCertificate = {
    expr = (resources { defaultCertificate = "wildcard"; })."TLSStore/test/default".spec;
    expected.defaultCertificate.secretName = "wildcard";
  };

  autoscales = {
    expr =
      let
        r = resources { autoscaling.enabled = true; };
      in
      [
        (r."Deployment/test/subject".spec ? replicas)
        r."HorizontalPodAutoscaler/test/subject".spec.maxReplicas
        r."PodDisruptionBudget/test/subject".spec.maxUnavailable
      ];
    expected = [ false 10 1 ];
  };

  routesAreChecked = {
    expr = builtins.attrNames (route { routes = [ { match = "Host(`a`)"; servcies = [ ]; } ]; }).resources;
    expectedError = "servcies";
  };
  routesFit = {
    expr =
      (route {
        entryPoints = [ "websecure" ];
        routes = [
          {
            match = "Host(`a.example.com`)";
            kind = "Rule";
            services = [ { name = "a"; port = "http"; } ];
          }
        ];
        tls = { };
      }).resources."IngressRoute/test/route".kind;
    expected = "IngressRoute";
  };
}
