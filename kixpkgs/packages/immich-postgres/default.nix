# PostgreSQL as Immich needs it: the same package with the image that carries VectorChord.
{
  scope,
  lib,
  kix,
  config,
  priorityClasses ? null,
  storageClasses ? null,
}@args:
kix.derivePackage ../postgres args (
  self: base: {
    meta = base.meta // {
      description = "PostgreSQL with the VectorChord extension, for Immich";
      homepage = "https://github.com/immich-app/base-images";
      version = "14";
    };

    options =
      let
        withDefault = option: default: option // { inherit default; };
        inherit (base.options) image postgres;
      in
      base.options
      // {
        image = image // {
          repository = withDefault image.repository "ghcr.io/immich-app/postgres";
          tag = removeAttrs (withDefault image.tag "14-vectorchord0.4.3-pgvectors0.2.0") [ "defaultText" ];
        };
        postgres = postgres // {
          version = withDefault postgres.version "14";
          database = withDefault postgres.database "immich";
          user = withDefault postgres.user "immich";
          preloadLibraries = withDefault postgres.preloadLibraries [ "vchord.so" ];
          extensions = withDefault postgres.extensions [
            "vchord"
            "vector"
          ];
        };
      };
  }
)
