{
  scope,
  lib,
  kix,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
  in
  {
    meta = {
      description = "StorageClasses, and which of them packages use by default";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      default = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "Class that packages take by default; one of `classes`, or one that exists already.";
      };
      classes = lib.mkOption {
        default = { };
        description = "StorageClasses to make.";
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              provisioner = lib.mkOption {
                type = lib.types.str;
                example = "ebs.csi.aws.com";
                description = "CSI driver that makes the volumes.";
              };
              parameters = lib.mkOption {
                type = lib.types.attrsOf lib.types.str;
                default = { };
                description = "What the driver is told.";
              };
              reclaimPolicy = lib.mkOption {
                type = lib.types.enum [
                  "Retain"
                  "Delete"
                ];
                default = "Retain";
                description = "What becomes of the data when a claim is deleted.";
              };
              allowVolumeExpansion = lib.mkOption {
                type = lib.types.bool;
                default = true;
                description = "Whether volumes may grow.";
              };
              volumeBindingMode = lib.mkOption {
                type = lib.types.enum [
                  "WaitForFirstConsumer"
                  "Immediate"
                ];
                default = "WaitForFirstConsumer";
                description = "Whether the volume waits for the pod, and so for its node.";
              };
            };
          }
        );
      };
    };

    resources = lib.mapAttrs (
      name: class:
      scope.mkResource {
        kind = "StorageClass";
        inherit name;
        annotations = lib.optionalAttrs (cfg.default == name) {
          "storageclass.kubernetes.io/is-default-class" = "true";
        };
        inherit (class)
          provisioner
          parameters
          reclaimPolicy
          allowVolumeExpansion
          volumeBindingMode
          ;
      }
    ) cfg.classes;

    out = {
      names = lib.mapAttrs (_: class: class.out.name) self.resources;
      storageClassName =
        if cfg.default != null && self.resources ? ${cfg.default} then
          self.resources.${cfg.default}.out.name
        else
          cfg.default;
    };

    external = lib.optional (cfg.default != null && !(cfg.classes ? ${cfg.default})) {
      kind = "StorageClass";
      name = cfg.default;
    };
  }
)
