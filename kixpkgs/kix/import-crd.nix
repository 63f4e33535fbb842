/**
  The definition of the custom resource that stands for what `kix.mkImport` imports. It is in the
  cluster as long as anything is imported.
*/
let
  text = description: {
    type = "string";
    inherit description;
  };
in
{
  apiVersion = "apiextensions.k8s.io/v1";
  kind = "CustomResourceDefinition";
  metadata = {
    name = "imports.kix.dev";
    labels."app.kubernetes.io/managed-by" = "kix";
  };
  spec = {
    group = "kix.dev";
    scope = "Namespaced";
    names = {
      kind = "Import";
      plural = "imports";
      singular = "import";
    };
    versions = [
      {
        name = "v1";
        served = true;
        storage = true;
        additionalPrinterColumns = [
          {
            name = "Package";
            type = "string";
            jsonPath = ".spec.package";
          }
          {
            name = "Address";
            type = "string";
            jsonPath = ".spec.out.fqdn";
          }
        ];
        schema.openAPIV3Schema = {
          type = "object";
          description = "Something that kix knows about and leaves alone. Changing this changes nothing.";
          properties.spec = {
            type = "object";
            properties = {
              package = text "The package whose place it takes.";
              name = text "What it is called.";
              namespace = text "Where it runs.";
              out = {
                type = "object";
                description = "What it hands on to those who depend on it.";
                x-kubernetes-preserve-unknown-fields = true;
              };
            };
          };
        };
      }
    ];
  };
}
