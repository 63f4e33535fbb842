# PriorityClasses from the cluster option `priorities`.
{
  scope,
  lib,
  kix,
  config,
}:
kix.mkPackage (self: {
  meta = {
    description = "PriorityClasses from the cluster's priorities, one a namespace";
    version = "1.0.0";
    lifecycle = "stateless";
    scope = "cluster";
  };

  options = { };

  resources = lib.mapAttrs (
    namespace: priority:
    scope.mkResource {
      kind = "PriorityClass";
      name = namespace;
      inherit (priority) value preemptionPolicy;
      description =
        if priority.description != null then
          priority.description
        else
          "Pods of the namespace ${namespace}.";
      globalDefault = false;
    }
  ) config.priorities;

  out = {
    names = lib.mapAttrs (_: class: class.out.name) self.resources;

    # namespace → name of its class, or null: `priorityClassName = null` is no field.
    forNamespace =
      namespace:
      if self.resources ? ${namespace} then self.resources.${namespace}.out.name else null;
  };
})
