{
  lib,
  compile,
  package,
  ...
}:
let
  cluster = config: compile { instances.data.rabbitmq = { inherit package config; }; };
  resources = config: (cluster config).resources;
  file = name: config: (resources config)."ConfigMap/data/rabbitmq".data.${name};
  names = service: map (port: port.name) service.spec.ports;
in
{
  oneServer.snapshot = file "rabbitmq.conf" { };
  threeServers.snapshot = file "rabbitmq.conf" { replicas = 3; };
  pluginsAreWrittenAsErlangReadsThem = {
    expr = file "enabled_plugins" { rabbitmq.plugins = [ "rabbitmq_stream" ]; };
    expected = "[rabbitmq_management,rabbitmq_prometheus,rabbitmq_stream].\n";
  };
  clientsAndNodesHaveServicesOfTheirOwn = {
    expr =
      let
        r = resources { replicas = 3; };
      in
      {
        clients = names r."Service/data/rabbitmq";
        nodes = names r."Service/data/rabbitmq-headless";
      };
    expected = {
      clients = [
        "amqp"
        "http"
      ];
      nodes = [
        "http"
        "amqp"
        "epmd"
        "cluster"
      ];
    };
  };
  severalServersHaveADisruptionBudget = {
    expr = map (replicas: (resources { inherit replicas; }) ? "PodDisruptionBudget/data/rabbitmq") [
      1
      3
    ];
    expected = [
      false
      true
    ];
  };
  anEvenNumberIsWarnedAbout = {
    expr = lib.length (cluster { replicas = 2; }).warnings;
    expected = 1;
  };
  aNodeOfAClusterLeavesInOrder = {
    expr =
      let
        hook =
          config:
          (builtins.head
            (resources config)."StatefulSet/data/rabbitmq".spec.template.spec.containers
          ).lifecycle or null;
      in
      {
        alone = hook { };
        hasten =
          (hook {
            replicas = 3;
            terminationGracePeriodSeconds = 90;
          }).preStop.exec.command;
      };
    expected = {
      # There is nobody to wait for.
      alone = null;
      hasten = [
        "sh"
        "-c"
        "rabbitmq-upgrade await_online_quorum_plus_one -t 30 && rabbitmq-upgrade drain -t 30"
      ];
    };
  };
  theyKnowOneAnotherByOneCookie = {
    expr =
      let
        pod = (resources { replicas = 3; })."StatefulSet/data/rabbitmq".spec.template.spec;
      in
      {
        inherit (builtins.head (lib.filter (v: v.name == "cookie") pod.volumes)) secret;
        # The names by which the headless Service knows them.
        node = lib.filter (e: e.name == "RABBITMQ_NODENAME") (builtins.head pod.containers).env;
      };
    expected = {
      secret = {
        secretName = "rabbitmq-credentials";
        items = [
          {
            key = "erlang-cookie";
            path = "erlang-cookie";
          }
        ];
      };
      node = [
        {
          name = "RABBITMQ_NODENAME";
          value = "rabbit@$(POD_NAME).rabbitmq-headless.data.svc.cluster.local";
        }
      ];
    };
  };
  guestIsNobody = {
    expr = cluster { rabbitmq.user = "guest"; };
    expectedError = "The value of option 'rabbitmq.user' fails the check";
  };
  encrypted.snapshot =
    let
      r = resources { tls.secretName = "tls"; };
      pod = r."StatefulSet/data/rabbitmq".spec.template.spec;
    in
    {
      configuration = file "rabbitmq.conf" { tls.secretName = "tls"; };
      service = r."Service/data/rabbitmq".spec.ports;
      inherit (builtins.head pod.containers) readinessProbe volumeMounts;
    };
  encryptedOrNot = {
    expr = names (resources {
      tls = {
        secretName = "tls";
        required = false;
      };
    })."Service/data/rabbitmq";
    expected = [
      "amqp"
      "amqps"
      "http"
    ];
  };
}
