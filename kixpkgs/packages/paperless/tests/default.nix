{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
  with' = config: compile {
    instances.test.storage.package = packages.persistent-volume-claim;
    instances.test.storage.config.size = "20Gi";
    instances.test.subject = { inherit package config; };
  };
in
{
  pod.snapshot = (with' { }).resources."Deployment/test/subject".spec.template.spec;
  # The init system refuses a /run that is not its own unless it is told that this is Kubernetes.
  startsWithoutRoot = {
    expr =
      let
        pod = (with' { }).resources."Deployment/test/subject".spec.template.spec;
        container = builtins.head pod.containers;
      in
      {
        inherit (pod.securityContext) runAsUser runAsNonRoot;
        inherit (container.securityContext) allowPrivilegeEscalation;
        run = builtins.elem {
          name = "run";
          mountPath = "/run";
        } container.volumeMounts;
        links = pod.enableServiceLinks;
      };
    expected = {
      runAsUser = 1000;
      runAsNonRoot = true;
      allowPrivilegeEscalation = false;
      run = true;
      links = false;
    };
  };
  languagesAreWrittenAsTesseractDoes = {
    expr = with' { ocrLanguage = "deu, eng"; };
    expectedError = "ocrLanguage";
  };
  aQueueWithAPassword =
    let
      cluster = compile {
        instances.test.subject.package = package;
        instances.test.storage = {
          package = packages.persistent-volume-claim;
          config.size = "100Gi";
        };
        instances.test.valkey = {
          package = packages.valkey;
          config.auth.enabled = true;
        };
      };
    in
    {
      expr = builtins.filter (variable: builtins.elem variable.name [ "CACHE_PASSWORD" "PAPERLESS_REDIS" ]) (builtins.head
        cluster.resources."Deployment/test/subject".spec.template.spec.containers
      ).env;
      expected = [
        {
          name = "CACHE_PASSWORD";
          valueFrom.secretKeyRef = {
            name = "valkey-credentials";
            key = "password";
          };
        }
        {
          name = "PAPERLESS_REDIS";
          value = "redis://:$(CACHE_PASSWORD)@valkey.test.svc.cluster.local:6379";
        }
      ];
    };
  aQueueThatCannotBeAsked = {
    expr = (compile {
      instances.test.subject.package = package;
      instances.test.storage = {
        package = packages.persistent-volume-claim;
        config.size = "100Gi";
      };
      instances.data.valkey = {
        package = packages.valkey;
        config.auth.enabled = true;
      };
    }).resources;
    expectedError = "cannot be read from there";
  };
}
