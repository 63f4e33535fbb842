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
}
