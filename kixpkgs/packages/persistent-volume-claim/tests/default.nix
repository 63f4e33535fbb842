{ compile, package, packages, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  claim.snapshot = (resources { size = "20Gi"; })."PersistentVolumeClaim/test/subject".spec;
  theClassOfTheClusterIsTaken = {
    expr =
      (compile {
        instances.test.storage-classes = {
          package = packages.storage-classes;
          config = {
            default = "fast";
            classes.fast.provisioner = "csi.example.com";
          };
        };
        instances.test.subject = {
          inherit package;
          config.size = "1Gi";
        };
      }).resources."PersistentVolumeClaim/test/subject".spec.storageClassName;
    expected = "fast";
  };
  aSizeIsAQuantity = {
    expr = resources { size = "20 GB"; };
    expectedError = "size";
  };
}
