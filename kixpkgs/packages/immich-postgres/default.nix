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
      version = "17";
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
          # The VectorChord of Immich's compose file; of PostgreSQL, a version that is still looked after, and so without pgvecto.rs,
          # which is there for databases of before 2025 alone.
          tag = removeAttrs (withDefault image.tag "17-vectorchord0.4.3") [ "defaultText" ];
        };
        postgres = postgres // {
          version = withDefault postgres.version "17";
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
