# An Application of Argo CD, for what is not yet written as a package.
{
  scope,
  lib,
  kix,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    text =
      default: description:
      lib.mkOption {
        type = lib.types.nonEmptyStr;
        inherit default description;
      };
  in
  {
    meta = {
      description = "An Application of Argo CD";
      homepage = "https://argo-cd.readthedocs.io";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      project = text "default" "Project of Argo CD that the application belongs to.";
      repoURL = text "https://github.com/argoproj/argocd-example-apps" "Repository with the manifests or charts.";
      path = text "guestbook" "Folder in the repository.";
      revision = text "HEAD" "Branch, tag or commit.";
      targetNamespace = lib.mkOption {
        type = lib.types.nonEmptyStr;
        default = scope.namespace;
        defaultText = lib.literalExpression "scope.namespace";
        description = "Namespace the manifests are applied to.";
      };
      server = text "https://kubernetes.default.svc" "Cluster the manifests are applied to.";
      automated = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether changes of the repository are applied without asking.";
      };
      prune = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether automated runs delete what left the repository.";
      };
    };

    resources.application = scope.mkResource {
      apiVersion = "argoproj.io/v1alpha1";
      kind = "Application";
      spec = {
        inherit (cfg) project;
        source = {
          inherit (cfg) repoURL path;
          targetRevision = cfg.revision;
        };
        destination = {
          inherit (cfg) server;
          namespace = cfg.targetNamespace;
        };
        syncPolicy =
          if cfg.automated then
            {
              automated = {
                inherit (cfg) prune;
                selfHeal = true;
              };
            }
          else
            null;
      };
    };

    out = { inherit (self.resources.application.out) name namespace; };

    external = [ (kix.parts.externalDefinition "applications.argoproj.io") ];

    assertions = [
      {
        assertion = !cfg.prune || cfg.automated;
        message = "prune is on, but automated is off: nothing would ever be deleted.";
      }
    ];
  }
)
