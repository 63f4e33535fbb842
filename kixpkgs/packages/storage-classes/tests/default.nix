{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  classes.snapshot = builtins.mapAttrs (_: r: removeAttrs r [ "metadata" ]) (resources {
    default = "fast";
    classes.fast = {
      provisioner = "csi.example.com";
      parameters.type = "ssd";
    };
  });
  theDefaultIsMarked = {
    expr =
      (resources {
        default = "fast";
        classes.fast.provisioner = "csi.example.com";
      })."StorageClass/fast".metadata.annotations;
    expected."storageclass.kubernetes.io/is-default-class" = "true";
  };
}
