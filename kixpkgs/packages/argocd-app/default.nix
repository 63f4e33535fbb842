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
    syncOptions = lib.optional cfg.createNamespace "CreateNamespace=true" ++ cfg.syncOptions;
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
      path = text "guestbook" "Folder in the repository; has no meaning for a `chart`.";
      chart = lib.mkOption {
        type = lib.types.nullOr lib.types.nonEmptyStr;
        default = null;
        example = "sealed-secrets";
        description = "Chart of the Helm repository `repoURL`, whose version is `revision`. Null: the manifests lie in `path`.";
      };
      helm = {
        releaseName = lib.mkOption {
          type = lib.types.nullOr lib.types.nonEmptyStr;
          default = null;
          description = "Name of the release. Null: the Application's.";
        };
        values = lib.mkOption {
          type = lib.types.attrs;
          default = { };
          example = lib.literalExpression "{ replicaCount = 2; }";
          description = "Values of the chart, which may lie in `path` or be `chart`. No passwords.";
        };
      };
      revision = text "HEAD" "Branch, tag or commit; of a `chart` its version.";
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
      selfHeal = lib.mkOption {
        type = lib.types.bool;
        default = true;
        description = "Whether automated runs undo what others changed in the cluster.";
      };
      createNamespace = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether Argo CD makes `targetNamespace` where there is none.";
      };
      syncOptions = lib.mkOption {
        type = lib.types.listOf lib.types.nonEmptyStr;
        default = [ ];
        example = [ "ServerSideApply=true" ];
        description = "Further options of a run.";
      };
      cascade = lib.mkOption {
        type = lib.types.bool;
        default = false;
        description = "Whether what the Application made is deleted with it.";
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
      metadata.finalizers = if cfg.cascade then [ "resources-finalizer.argocd.argoproj.io" ] else null;
      spec = {
        inherit (cfg) project;
        source = {
          inherit (cfg) repoURL chart;
          path = if cfg.chart == null then cfg.path else null;
          targetRevision = cfg.revision;
          helm =
            if cfg.helm.releaseName == null && cfg.helm.values == { } then
              null
            else
              {
                inherit (cfg.helm) releaseName;
                valuesObject = if cfg.helm.values == { } then null else cfg.helm.values;
              };
        };
        destination = {
          inherit (cfg) server;
          namespace = cfg.targetNamespace;
        };
        syncPolicy =
          if !cfg.automated && syncOptions == [ ] then
            null
          else
            {
              automated = if cfg.automated then { inherit (cfg) prune selfHeal; } else null;
              syncOptions = if syncOptions == [ ] then null else syncOptions;
            };
      };
    };

    out = { inherit (self.resources.application.out) name namespace; };

    external = [ (kix.parts.externalDefinition "applications.argoproj.io") ];

    assertions = [
      {
        assertion = !cfg.prune || cfg.automated;
        message = "prune is on, but automated is off: nothing would ever be deleted.";
      }
      {
        assertion = cfg.chart == null || cfg.revision != "HEAD";
        message = "chart is '${toString cfg.chart}', but revision says no version of it: a Helm repository has no HEAD.";
      }
    ];
  }
)
