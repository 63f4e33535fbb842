{ compile, package, packages, ... }:
let
  resources =
    (compile {
      priorities.shop = {
        value = 1000;
        description = "The shop earns the money.";
      };
      priorities.batch = {
        value = 10;
        preemptionPolicy = "Never";
      };
      instances.kube-system.priority-classes.package = package;
      namespaces.kube-system.create = false;
      instances.shop.web.package = packages.web-app;
      instances.other.web.package = packages.web-app;
    }).resources;
in
{
  classes = {
    expr = map (name: { inherit (resources."PriorityClass/${name}") value preemptionPolicy description; }) [
      "shop"
      "batch"
    ];
    expected = [
      {
        value = 1000;
        preemptionPolicy = "PreemptLowerPriority";
        description = "The shop earns the money.";
      }
      {
        value = 10;
        preemptionPolicy = "Never";
        description = "Pods of the namespace batch.";
      }
    ];
  };
  podsGetTheirs = {
    expr = resources."Deployment/shop/web".spec.template.spec.priorityClassName;
    expected = "shop";
  };
  othersGetNone = {
    expr = resources."Deployment/other/web".spec.template.spec ? priorityClassName;
    expected = false;
  };
}
