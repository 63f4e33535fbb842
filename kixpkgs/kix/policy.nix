/**
  The option `policy`: what is an error, what a warning and what is nothing at all; where a rule does
  not hold, and why; and the rules of the teams themselves.
*/
{ lib, ... }:
let
  inherit (lib) mkOption types;

  severity = types.enum [
    "error"
    "warning"
    "ignore"
  ];

  finding =
    default: description:
    mkOption {
      type = severity;
      inherit default description;
    };

  pattern =
    what:
    mkOption {
      type = types.nullOr types.str;
      default = null;
      description = "Pattern of ${what}, with `*` for any text. Null: all.";
    };

  exception = types.submodule {
    options = {
      rule = mkOption {
        type = types.str;
        description = "Name of the rule, or a pattern with `*`.";
        example = "rbac-*";
      };
      namespace = pattern "namespaces";
      instance = pattern "instances: `NAME` or `NAMESPACE/NAME`" // {
        example = "nginx-system/*";
      };
      resource = pattern "resources: `KIND/NAME`" // {
        example = "ClusterRole/*";
      };
      level = mkOption {
        type = severity;
        default = "ignore";
        description = "What the rule is there.";
      };
      reason = mkOption {
        type = types.nonEmptyStr;
        description = "Why. It is printed with every finding that is let pass.";
      };
    };
  };

  rule = types.submodule {
    options = {
      level = mkOption {
        type = severity;
        default = "error";
        description = "What breaking the rule is.";
      };
      description = mkOption {
        type = types.nonEmptyStr;
        description = "What the rule asks for, in one sentence. It is what a finding says unless `check` says more.";
      };
      kinds = mkOption {
        type = types.listOf types.str;
        default = [ ];
        description = "Kinds of resources the rule looks at. An empty list: all.";
        example = [ "Deployment" "StatefulSet" ];
      };
      check = mkOption {
        type = types.addCheck types.raw lib.isFunction // {
          description = "function";
        };
        description = ''
          A function of `{ resource, instance, namespace, resources, ... }`: the manifest as it is
          sent to the API server; the instance it belongs to, `{ namespace; name; config; meta; }`,
          or null; its Namespace, `{ name; labels; annotations; }`, or null when it has none; and
          all manifests of the cluster.

          It returns `true` or `null` when all is well, `false` when not, or what is wrong: a
          string, a set `{ message; path ? null; hint ? null; }` where `path` is a field such as
          `"$.spec.replicas"`, or a list of these.
        '';
      };
    };
  };
in
{
  options.policy = mkOption {
    default = { };
    description = ''
      What is an error, what a warning, and what is nothing at all. Every rule of the manual can be
      set by its name.
    '';
    example = lib.literalExpression ''
      {
        image-digest = "error";
        exceptions = [
          { rule = "pod-baseline"; instance = "kube-system/*"; reason = "agents of the nodes"; }
        ];
        rules.few-load-balancers = {
          description = "Only the ingress controllers have addresses of their own.";
          kinds = [ "Service" ];
          check = { resource, namespace, ... }:
            resource.spec.type or "ClusterIP" != "LoadBalancer" || namespace.name == "nginx-system";
        };
      }
    '';
    type = types.submodule {
      freeformType = types.attrsOf severity;
      options = {
        deprecatedOption = finding "warning" "An option marked `kix.deprecated` is defined.";
        unmatchedWildcard = finding "warning" "A wildcard definition reaches no instance.";
        unenforcedWildcard = finding "warning" "A package cannot take a `mkForce` wildcard.";
        deprecatedApi = finding "warning" "An apiVersion is deprecated in the target version.";
        removedApi = finding "error" "An apiVersion no longer exists in the target version.";
        unknownField = finding "error" "A manifest has a field its schema does not know.";
        missingReference = finding "error" "A resource refers to one that does not exist.";

        exceptions = mkOption {
          type = types.listOf exception;
          default = [ ];
          description = "Where rules are something else, with the reason. The last that matches counts.";
        };
        rules = mkOption {
          type = types.attrsOf rule;
          default = { };
          description = "Rules of your own, checked like those of kix.";
        };
      };
    };
  };
}
