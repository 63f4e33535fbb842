{
  scope,
  lib,
  kix,
  storageClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
  in
  {
    meta = {
      description = "A PersistentVolumeClaim as an instance of its own: data outlives the programs that use it";
      version = "1.0.0";
      # Guarded by diff and prune; and not to be mounted from another namespace.
      lifecycle = "stateful";
      scope = "namespace";
    };

    options = {
      size = kix.options.sizeOption "Size of the volume. It can grow later, never shrink." "10Gi";
      inherit (kix.options) accessModes;
      storageClassName = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = ''
          StorageClass of the volume. Null takes the one that the injected `storage-classes`
          names, else the cluster's default class.
        '';
      };
      volumeMode = lib.mkOption {
        type = lib.types.enum [
          "Filesystem"
          "Block"
        ];
        default = "Filesystem";
        description = "Whether the volume is a file system or a block device.";
      };
      volumeName = lib.mkOption {
        type = lib.types.nullOr lib.types.str;
        default = null;
        description = "A certain PersistentVolume to bind to.";
      };
      dataSource = lib.mkOption {
        type = lib.types.nullOr lib.types.attrs;
        default = null;
        example = lib.literalExpression ''
          { apiGroup = "snapshot.storage.k8s.io"; kind = "VolumeSnapshot"; name = "photos-2026-01"; }
        '';
        description = "Snapshot or claim to start from.";
      };
      annotations = lib.mkOption {
        type = lib.types.attrsOf lib.types.str;
        default = { };
        description = "Annotations of the claim, such as a backup policy.";
      };
    };

    resources.claim = scope.mkResource {
      kind = "PersistentVolumeClaim";
      inherit (cfg) annotations;
      spec = {
        inherit (cfg)
          accessModes
          volumeMode
          volumeName
          dataSource
          ;
        resources.requests.storage = cfg.size;
        storageClassName = kix.pod.storageClassName cfg storageClasses;
      };
    };

    out = {
      inherit (self.resources.claim.out) name namespace;
      claimName = self.resources.claim.out.name;
      inherit (cfg) size accessModes;
      storageClassName = kix.pod.storageClassName cfg storageClasses;
    };
  }
)
