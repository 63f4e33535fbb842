/**
  Helm charts: `kix.fetchHelmChart` and `kix.fromHelmChart`.

  # Inputs

  `lib`: the library of kixpkgs.

  `renderChart`: a set of what Helm needs to know, to the manifests and what should be said of them.

  `fetchChart`: `{ repo, name, version, hash }` to where the chart is in the store.

  `packageOf`: makes a package of manifests.
*/
{
  lib,
  renderChart,
  fetchChart,
  packageOf,
}:
{
  /**
    A chart from a repository, by its content: what it is must hash to `hash`, whatever the repository says.
    `repo` is the URL of an HTTP repository (`https://charts.example.org`, where `index.yaml` lies), a registry
    (`oci://registry.example.org/charts`), or a folder with charts in it or beside an `index.yaml`.

    `hash` is the hash of the unpacked chart as `nix hash path` computes it, the folder with `Chart.yaml` at the top
    and no file executable: the same that `helm pull --untar` and nixhelm give. Leave it empty to be told.

    # Type

    ```
    fetchHelmChart :: { repo :: String | Path; name :: String; version :: String; hash? :: String; } -> Chart
    ```

    # Example

    ```nix
    kix.fetchHelmChart {
      repo = "https://charts.jetstack.io";
      name = "cert-manager";
      version = "v1.17.2";
      hash = "sha256-...";
    }
    ```
  */
  fetchHelmChart =
    args@{
      repo,
      name,
      version,
      hash ? "",
    }:
    fetchChart args;

  /**
    A Helm chart as a package, rendered by Helm itself, without a cluster and with nothing of Helm left in what comes
    out. Its resources are called `KIND/NAME`, in `resources`, in `out`, and for `overrides`; with one Service `out`
    has its `fqdn` and `port` too. Hooks of an installation or an upgrade are resources like others; tests are
    left out.

    `chart`: a path, or what `fetchHelmChart` gives; `values`: as Helm takes them, `config.values` of the instance on
    top; `name` and `namespace`: of the release, those of the instance by default; `includeCRDs`: whether what lies in
    `crds/` comes along; `apiVersions`: APIs (`"monitoring.coreos.com/v1"`) that the chart may count on besides those
    of the cluster's Kubernetes version and its own definitions, and whose resources it may hold; `external`: resources that the chart refers to and
    that come about only in the cluster, such as a Secret that one of its jobs makes.

    # Type

    ```
    fromHelmChart :: { chart :: Path | Chart; values? :: AttrSet; name? :: String; namespace? :: String;
                       includeCRDs? :: Bool; apiVersions? :: [String]; kubeVersion? :: String;
                       external? :: [AttrSet]; } -> Package
    ```

    # Example

    ```nix
    instances.ingress.nginx.package = kix.fromHelmChart {
      chart = ./charts/ingress-nginx;
      values.controller.replicaCount = 2;
    };
    ```
  */
  fromHelmChart =
    args@{
      chart,
      values ? { },
      name ? null,
      namespace ? null,
      includeCRDs ? true,
      apiVersions ? [ ],
      kubeVersion ? null,
      external ? [ ],
    }:
    let
      rendered =
        { scope, self }:
        renderChart (
          removeAttrs args [ "external" ]
          // {
            inherit includeCRDs;
            name = if name == null then scope.instanceName else name;
            namespace = if namespace == null then scope.namespace else namespace;
            values = if self.config.values == { } then values else lib.recursiveUpdate values self.config.values;
            kubernetesVersion = if kubeVersion == null then "v${scope.kubernetesVersion}.0" else kubeVersion;
            apiVersions = scope.apiVersions ++ apiVersions;
          }
        );
      # Charts name Services for their StatefulSets that they never make: the pods then have no names in DNS, and nothing else.
      unmadeServices =
        given:
        let
          manifests = (rendered given).manifests;
          namespaceOf =
            manifest:
            manifest.metadata.namespace or (if namespace == null then given.scope.namespace else namespace);
          made = map (m: "${namespaceOf m}/${m.metadata.name}") (
            lib.filter (m: m.kind or "" == "Service" && m ? metadata.name) manifests
          );
        in
        lib.filter (service: !(lib.elem "${service.namespace}/${service.name}" made)) (
          map (set: {
            kind = "Service";
            namespace = namespaceOf set;
            name = set.spec.serviceName;
          }) (lib.filter (m: m.kind or "" == "StatefulSet" && m.spec.serviceName or "" != "") manifests)
        );
      # APIs that the chart may count on are there: somebody else defines them. Of a declared definition the group counts.
      foreignDefinitions =
        given:
        map (m: {
          kind = "CustomResourceDefinition";
          name = "${lib.toLower m.kind}s.${lib.head (lib.splitString "/" m.apiVersion)}";
        }) (lib.filter (m: m ? kind && lib.elem (m.apiVersion or "") apiVersions) (rendered given).manifests);
    in
    packageOf {
      what = "fromHelmChart";
      description = "A Helm chart";
      inherit namespace;
      external = given: external ++ unmadeServices given ++ foreignDefinitions given;
      options.values = lib.mkOption {
        type = lib.types.attrsOf lib.types.anything;
        default = { };
        description = "Values of the chart, on top of those that the package gives.";
      };
      manifests = given: (rendered given).manifests;
      warnings = given: (rendered given).warnings;
    };
}
