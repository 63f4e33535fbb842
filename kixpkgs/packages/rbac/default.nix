# Who may do what: roles, and the people and groups that have them.
{
  scope,
  lib,
  kix,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;

    strings =
      description:
      lib.mkOption {
        type = lib.types.listOf lib.types.str;
        default = [ ];
        inherit description;
      };

    subjects =
      binding:
      let
        entry = kind: name: {
          inherit kind name;
          apiGroup = "rbac.authorization.k8s.io";
        };
      in
      map (entry "Group") binding.groups ++ map (entry "User") binding.users;
  in
  {
    meta = {
      description = "Cluster roles, and the people and groups that have them";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      clusterRoles = lib.mkOption {
        type = lib.types.attrsOf (lib.types.listOf lib.types.attrs);
        default = { };
        example = lib.literalExpression ''
          { pod-reader = [ (kix.parts.readRule "" [ "pods" "pods/log" ]) ]; }
        '';
        description = "ClusterRoles to make: name to rules.";
      };
      bindings = lib.mkOption {
        default = { };
        description = "Who has which ClusterRole.";
        type = lib.types.attrsOf (
          lib.types.submodule {
            options = {
              role = lib.mkOption {
                type = lib.types.str;
                example = "view";
                description = "A ClusterRole: one of `clusterRoles`, or one that Kubernetes has.";
              };
              groups = strings "Groups that have it.";
              users = strings "Users that have it.";
              namespaces = strings "Namespaces it holds in; an empty list is the whole cluster.";
            };
          }
        );
      };
    };

    resources =
      lib.mapAttrs' (name: rules: {
        name = "role-${name}";
        value = scope.mkResource {
          kind = "ClusterRole";
          inherit name rules;
        };
      }) cfg.clusterRoles
      // lib.concatMapAttrs (
        name: binding:
        let
          roleRef = {
            apiGroup = "rbac.authorization.k8s.io";
            kind = "ClusterRole";
            name =
              if cfg.clusterRoles ? ${binding.role} then
                self.resources."role-${binding.role}".out.name
              else
                binding.role;
          };
        in
        if binding.namespaces == [ ] then
          {
            "binding-${name}" = scope.mkResource {
              kind = "ClusterRoleBinding";
              inherit name roleRef;
              subjects = subjects binding;
            };
          }
        else
          lib.genAttrs' binding.namespaces (namespace: {
            name = "binding-${name}-${namespace}";
            value = scope.mkResource {
              kind = "RoleBinding";
              inherit name namespace roleRef;
              subjects = subjects binding;
            };
          })
      ) cfg.bindings;

    assertions = lib.mapAttrsToList (name: binding: {
      assertion = binding.groups != [ ] || binding.users != [ ];
      message = "bindings.${name} binds nobody: name groups or users.";
    }) cfg.bindings;
  }
)
