/**
  Manifests that exist already, as a package: `kix.fromYAML` and `kix.fromManifests`.

  # Inputs

  `lib`: the library of kixpkgs.

  `readManifests`: a path, or a text of YAML, to the list of manifests in it.

  `mapFields`: `mapAttrs` that keeps the places of the attributes, for messages.
*/
{
  lib,
  readManifests,
  mapFields,
}:
let
  # What an API server adds, or a Helm release: it is no wish of anybody.
  serverFields = [
    "creationTimestamp"
    "deletionTimestamp"
    "generation"
    "managedFields"
    "resourceVersion"
    "selfLink"
    "uid"
  ];
  toolLabels = [
    "app.kubernetes.io/managed-by"
    "helm.sh/chart"
    "heritage"
  ];
  toolAnnotations = [
    "kubectl.kubernetes.io/last-applied-configuration"
    "meta.helm.sh/release-name"
    "meta.helm.sh/release-namespace"
  ];

  isManifestFile =
    name: lib.any (end: lib.hasSuffix end name) [
      ".yaml"
      ".yml"
      ".json"
    ];

  # Every manifest of a source: a file, a folder with all below it, a text, a set, or a list of those.
  read =
    source:
    if builtins.isList source then
      lib.concatMap read source
    else if builtins.isAttrs source then
      [ source ]
    else if builtins.isPath source && builtins.readFileType source == "directory" then
      lib.concatLists (
        lib.mapAttrsToList (
          name: type:
          if type == "directory" then
            read (source + "/${name}")
          else
            lib.optionals (isManifestFile name) (read (source + "/${name}"))
        ) (builtins.readDir source)
      )
    else
      readManifests source;

  without = names: set: lib.filterAttrs (name: _: !(lib.elem name names)) set;

  # The fields in which a manifest names another: the kind that is meant.
  namedBy = {
    claimName = "PersistentVolumeClaim";
    ingressClassName = "IngressClass";
    priorityClassName = "PriorityClass";
    secretName = "Secret";
    serviceAccountName = "ServiceAccount";
    serviceName = "Service";
    storageClassName = "StorageClass";
  };
  namedInside = {
    configMap = "ConfigMap";
    configMapKeyRef = "ConfigMap";
    configMapRef = "ConfigMap";
    secret = "Secret";
    secretKeyRef = "Secret";
    secretRef = "Secret";
    service = "Service";
  };

  # Text that brings along the reference to a resource.
  referring = resource: text: builtins.substring 0 0 resource.out.name + text;

  package =
    what: source:
    packageOf {
      inherit what;
      manifests = _: read source;
    };

  /*
    A package of manifests. `manifests` gets `scope` and `self` and returns the list of them; `options`, `warnings`
    and `describe` are as in packages, the latter two functions of the same; `namespace`: where those go that name
    none, when that is not the instance's; `external` is a list, or a function of the same to one.
  */
  packageOf =
    {
      what,
      manifests,
      options ? { },
      warnings ? _: [ ],
      description ? "Manifests that existed already",
      namespace ? null,
      external ? [ ],
    }:
    { scope, lib, kix }:
    kix.mkPackage (
      self:
      let
        all = manifests { inherit scope self; };

        namespaceOf =
          manifest:
          manifest.metadata.namespace or (if namespace == null then scope.namespace else namespace);
        shortKey = manifest: "${manifest.kind}/${manifest.metadata.name}";
        longKey = manifest: "${manifest.kind}/${namespaceOf manifest}/${manifest.metadata.name}";
        counts = lib.groupBy shortKey all;
        keyOf =
          manifest: if lib.length counts.${shortKey manifest} > 1 then longKey manifest else shortKey manifest;
        byPlace = lib.listToAttrs (
          lib.concatMap (
            manifest:
            let
              entry = name: lib.nameValuePair name (keyOf manifest);
            in
            [ (entry (longKey manifest)) ]
            # Of cluster-scoped kinds the namespace says nothing.
            ++ lib.optional (!(manifest.metadata ? namespace)) (entry "${manifest.kind}//${manifest.metadata.name}")
          ) (lib.filter (m: m ? kind && m ? metadata.name) all)
        );

        # Cluster-scoped custom resources, by the definitions that come along.
        clusterScoped = lib.listToAttrs (
          map (crd: lib.nameValuePair crd.spec.names.kind true) (
            lib.filter (m: m.kind or "" == "CustomResourceDefinition" && m.spec.scope or "" == "Cluster") all
          )
        );

        target =
          from: kind: name:
          let
            key = byPlace."${kind}/${namespaceOf from}/${name}" or byPlace."${kind}//${name}" or null;
          in
          if key == null || key == keyOf from then null else self.resources.${key};

        named =
          from: kind: name:
          let
            found = target from kind name;
          in
          if found == null then name else found.out.name;

        # Names of other resources become references to them.
        link =
          from: value:
          if builtins.isList value then
            map (link from) value
          else if builtins.isAttrs value then
            mapFields (
              field: inner:
              if namedBy ? ${field} && builtins.isString inner then
                named from namedBy.${field} inner
              else if namedInside ? ${field} && builtins.isAttrs inner && builtins.isString (inner.name or null) then
                mapFields (
                  name: part: if name == "name" then named from namedInside.${field} part else link from part
                ) inner
              else if
                field == "name" && builtins.isString inner && builtins.isString (value.kind or null) && !(value ? metadata)
              then
                named (
                  if value ? namespace then
                    from // { metadata = from.metadata // { inherit (value) namespace; }; }
                  else
                    from
                ) value.kind inner
              else if field == "imagePullSecrets" && builtins.isList inner then
                map (secret: secret // { name = named from "Secret" secret.name; }) inner
              else
                link from inner
            ) value
          else
            value;

        # A Service, a budget or a policy selects pods: it refers to the workloads whose pods they are.
        selected =
          from: labels:
          lib.filter (
            m:
            m != from
            && namespaceOf m == namespaceOf from
            && lib.elem (m.kind or "") [
              "DaemonSet"
              "Deployment"
              "StatefulSet"
            ]
            && labels != { }
            && lib.all (name: (m.spec.template.metadata.labels.${name} or null) == labels.${name}) (
              lib.attrNames labels
            )
          ) all;
        linkLabels =
          from: labels:
          lib.mapAttrs (
            _: text: lib.foldl' (t: m: referring self.resources.${keyOf m} t) text (selected from labels)
          ) labels;
        linkSelector =
          from: manifest:
          if manifest.kind == "Service" && manifest ? spec.selector then
            manifest // { spec = manifest.spec // { selector = linkLabels from manifest.spec.selector; }; }
          else if manifest.kind == "PodDisruptionBudget" && manifest ? spec.selector.matchLabels then
            manifest
            // {
              spec = manifest.spec // {
                selector = manifest.spec.selector // {
                  matchLabels = linkLabels from manifest.spec.selector.matchLabels;
                };
              };
            }
          else
            manifest;

        resource =
          manifest:
          scope.mkResource (
            without [ "metadata" "status" ] (linkSelector manifest (link manifest (without [ "metadata" ] manifest)))
            // {
              metadata = without serverFields (
                manifest.metadata
                // lib.optionalAttrs (manifest.metadata.labels or null != null) {
                  labels = without toolLabels manifest.metadata.labels;
                }
                // lib.optionalAttrs (manifest.metadata.annotations or null != null) {
                  annotations = without toolAnnotations manifest.metadata.annotations;
                }
              );
            }
            // lib.optionalAttrs (namespace != null && !(manifest.metadata ? namespace)) { inherit namespace; }
            // lib.optionalAttrs (clusterScoped.${manifest.kind} or false) { namespace = null; }
          );

        checked =
          manifest:
          if !(builtins.isString (manifest.kind or null)) || !(builtins.isString (manifest.metadata.name or null)) then
            throw "kix.${what}: a manifest needs 'kind' and 'metadata.name', but one has ${
              lib.concatStringsSep ", " (map (n: "'${n}'") (lib.attrNames manifest))
            }."
          else
            manifest;

        services = lib.filter (m: m.kind == "Service") all;
      in
      {
        meta = {
          inherit description;
          lifecycle =
            if lib.any (m: lib.elem (m.kind or "") [ "PersistentVolumeClaim" "StatefulSet" ]) all then
              "stateful"
            else
              "stateless";
        };
        inherit options;
        external = if builtins.isFunction external then external { inherit scope self; } else external;
        warnings = warnings { inherit scope self; };
        resources = lib.listToAttrs (map (m: lib.nameValuePair (keyOf m) (resource m)) (map checked all));
        # Of one Service as of any package with one; of each resource under its key.
        out =
          lib.mapAttrs (_: r: r.out) self.resources
          // lib.optionalAttrs (lib.length services == 1) {
            inherit (self.resources.${keyOf (lib.head services)}.out)
              name
              namespace
              fqdn
              port
              ports
              ;
          };
      }
    );
in
{
  inherit packageOf;

  /**
    A package of manifests that exist already: files of YAML or JSON, folders of them, texts, and sets. Their
    resources are called `KIND/NAME` (`KIND/NAMESPACE/NAME` where there are two), in `resources`, in `out`, and for
    `overrides`. They are typed and checked as all others, with the lines of the YAML in messages; custom
    resources by the definitions among them. What names or selects another of them refers to it. What servers and Helm
    add to metadata is left out.

    # Type

    ```
    fromManifests :: [Path | String | AttrSet] -> Package
    ```

    # Example

    ```nix
    instances.shop.legacy.package = kix.fromManifests [ ./deploy ./extra.yaml ];
    ```
  */
  fromManifests = package "fromManifests";

  /**
    `fromManifests` of one file.

    # Type

    ```
    fromYAML :: Path -> Package
    ```
  */
  fromYAML = package "fromYAML";
}
