# Quotas and default limits of namespaces.
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
      description = "Quotas and default limits of namespaces";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options.namespaces = lib.mkOption {
      default = { };
      example = lib.literalExpression ''{ team-a.quota."requests.memory" = "64Gi"; }'';
      description = "Namespaces by name. The namespaces themselves come from the cluster option `namespaces`.";
      type = lib.types.attrsOf (
        lib.types.submodule {
          options = {
            quota = lib.mkOption {
              type = lib.types.attrsOf (lib.types.either lib.types.str lib.types.int);
              default = { };
              description = "Most of each resource that the namespace may take.";
            };
            defaultRequest = lib.mkOption {
              type = lib.types.attrsOf lib.types.str;
              default = { };
              description = "What a container requests that says nothing.";
            };
            defaultLimit = lib.mkOption {
              type = lib.types.attrsOf lib.types.str;
              default = { };
              description = "Limit of a container that has none.";
            };
          };
        }
      );
    };

    resources = lib.concatMapAttrs (
      namespace: n:
      lib.optionalAttrs (n.quota != { }) {
        "quota-${namespace}" = scope.mkResource {
          kind = "ResourceQuota";
          inherit namespace;
          spec.hard = lib.mapAttrs (_: toString) n.quota;
        };
      }
      // lib.optionalAttrs (n.defaultRequest != { } || n.defaultLimit != { }) {
        "limits-${namespace}" = scope.mkResource {
          kind = "LimitRange";
          inherit namespace;
          spec.limits = [
            {
              type = "Container";
              inherit (n) defaultRequest;
              default = n.defaultLimit;
            }
          ];
        };
      }
    ) cfg.namespaces;

    out.names = lib.attrNames cfg.namespaces;
  }
)
