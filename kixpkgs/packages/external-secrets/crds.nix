# The custom resources of the External Secrets Operator. External and pushed secrets are described in full, with their defaults; of
# stores the names of the providers; what is below a provider, and the generators, is open.
{
  scope,
  lib,
  kix,
}:
let
  inherit (kix.schema)
    age
    any
    boolean
    column
    enum
    integer
    labelSelector
    listOf
    mapOf
    matching
    object
    open
    string
    ;
  strings = listOf string;
  withDefault = default: schema: schema // { inherit default; };
  choice = default: others: withDefault default (enum ([ default ] ++ others));

  # Spec fields of ClusterGenerator, by kind.
  generators = {
    ACRAccessToken = "acrAccessTokenSpec";
    BeyondtrustWorkloadCredentialsDynamicSecret = "beyondtrustWorkloadCredentialsDynamicSecretSpec";
    CloudsmithAccessToken = "cloudsmithAccessTokenSpec";
    ECRAuthorizationToken = "ecrAuthorizationTokenSpec";
    Fake = "fakeSpec";
    GCRAccessToken = "gcrAccessTokenSpec";
    GithubAccessToken = "githubAccessTokenSpec";
    GitlabDeployToken = "gitlabDeployTokenSpec";
    Grafana = "grafanaSpec";
    MFA = "mfaSpec";
    Password = "passwordSpec";
    QuayAccessToken = "quayAccessTokenSpec";
    SSHKey = "sshKeySpec";
    STSSessionToken = "stsSessionTokenSpec";
    UUID = "uuidSpec";
    VaultDynamicSecret = "vaultDynamicSecretSpec";
    Webhook = "webhookSpec";
  };

  password = object {
    "allowRepeat!" = withDefault false boolean;
    "length!" = withDefault 24 integer;
    "noUpper!" = withDefault false boolean;
    digits = integer;
    encoding = choice "raw" [
      "base64"
      "base64url"
      "base32"
      "hex"
    ];
    secretKeys = strings;
    symbolCharacters = string;
    symbols = integer;
  };

  generatorRef = object {
    "kind!" = enum (builtins.attrNames generators ++ [ "ClusterGenerator" ]);
    "name!" = string;
    apiVersion = withDefault "generators.external-secrets.io/v1alpha1" string;
  };

  storeKind = enum [
    "SecretStore"
    "ClusterSecretStore"
  ];
  storeRef = object {
    kind = storeKind;
    name = string;
  };
  sourceRef = object { inherit generatorRef storeRef; };

  decodingStrategy = enum [
    "Auto"
    "Base64"
    "Base64URL"
    "None"
  ];
  conversionStrategy = enum [
    "Default"
    "Unicode"
  ];
  nullBytePolicy = enum [
    "Ignore"
    "Fail"
  ];
  remoteRef = object {
    "key!" = string;
    inherit conversionStrategy decodingStrategy nullBytePolicy;
    metadataPolicy = enum [
      "None"
      "Fetch"
    ];
    property = string;
    version = string;
  };

  rewrites = {
    regexp = object {
      "source!" = string;
      "target!" = string;
    };
    transform = object { "template!" = string; };
  };

  items = object {
    "name!" = string;
    "items!" = listOf (object {
      "key!" = string;
      templateAs = withDefault "Values" (enum [
        "Values"
        "KeysAndValues"
      ]);
    });
  };
  template = object {
    data = mapOf string;
    engineVersion = withDefault "v2" (enum [ "v2" ]);
    mergePolicy = choice "Replace" [ "Merge" ];
    metadata = object {
      annotations = mapOf string;
      finalizers = strings;
      labels = mapOf string;
    };
    templateFrom = listOf (object {
      configMap = items;
      literal = string;
      secret = items;
      target = withDefault "Data" string;
      valuesDecodingStrategy = decodingStrategy;
    });
    type = string;
  };

  externalSecret = object {
    data = listOf (object {
      "remoteRef!" = remoteRef;
      "secretKey!" = matching "^[-._a-zA-Z0-9]+$";
      inherit sourceRef;
    });
    dataFrom = listOf (object {
      extract = remoteRef;
      find = object {
        inherit conversionStrategy decodingStrategy nullBytePolicy;
        name = object { regexp = string; };
        path = string;
        tags = mapOf string;
      };
      rewrite = listOf (
        object (
          rewrites
          // {
            merge = object {
              conflictPolicy = choice "Error" [ "Ignore" ];
              into = string;
              priority = strings;
              priorityPolicy = choice "Strict" [ "IgnoreNotFound" ];
              strategy = choice "Extract" [ "JSON" ];
            };
          }
        )
      );
      inherit sourceRef;
    });
    refreshInterval = withDefault "1h0m0s" string;
    refreshPolicy = enum [
      "CreatedOnce"
      "Periodic"
      "OnChange"
    ];
    secretStoreRef = storeRef;
    syncWindows = object {
      "kind!" = enum [
        "allow"
        "deny"
      ];
      "windows!" = listOf (object {
        "duration!" = string;
        "schedule!" = string;
      });
    };
    target =
      withDefault
        {
          creationPolicy = "Owner";
          deletionPolicy = "Retain";
        }
        (object {
          creationPolicy = choice "Owner" [
            "Orphan"
            "Merge"
            "None"
            "CreateOrMerge"
          ];
          deletionPolicy = choice "Retain" [
            "Delete"
            "Merge"
          ];
          immutable = boolean;
          manifest = object {
            "apiVersion!" = string;
            "kind!" = string;
          };
          name = string;
          inherit template;
        });
  };

  pushStrategy = choice "None" [ "ReverseUnicode" ];
  pushStoreRef = object {
    kind = choice "SecretStore" [ "ClusterSecretStore" ];
    inherit labelSelector;
    name = string;
  };
  pushSecret = object {
    "secretStoreRefs!" = listOf pushStoreRef;
    "selector!" = object {
      inherit generatorRef;
      secret = object {
        name = string;
        selector = labelSelector;
      };
    };
    data = listOf (object {
      "match!" = object {
        "remoteRef!" = object {
          "remoteKey!" = string;
          property = string;
        };
        secretKey = string;
      };
      conversionStrategy = pushStrategy;
      metadata = any;
    });
    dataTo = listOf (object {
      conversionStrategy = pushStrategy;
      match = object { regexp = string; };
      metadata = any;
      remoteKey = string;
      rewrite = listOf (object rewrites);
      storeRef = pushStoreRef;
    });
    deletionPolicy = choice "None" [ "Delete" ];
    refreshInterval = withDefault "1h0m0s" string;
    inherit template;
    updatePolicy = choice "Replace" [ "IfNotExists" ];
  };

  providers = [
    "akeyless"
    "aws"
    "azurekv"
    "barbican"
    "beyondtrust"
    "beyondtrustworkloadcredentials"
    "bitwardensecretsmanager"
    "chef"
    "cloudrusm"
    "conjur"
    "crd"
    "delinea"
    "doppler"
    "dvls"
    "fake"
    "fortanix"
    "gcpsm"
    "github"
    "gitlab"
    "ibm"
    "infisical"
    "keepersecurity"
    "kubernetes"
    "nebiusmysterybox"
    "ngrok"
    "onboardbase"
    "onepassword"
    "onepasswordSDK"
    "openBao"
    "oracle"
    "ovh"
    "passbolt"
    "passworddepot"
    "previder"
    "pulumi"
    "scaleway"
    "secretserver"
    "senhasegura"
    "vault"
    "volcengine"
    "webhook"
    "yandexcertificatemanager"
    "yandexlockbox"
  ];
  store = object {
    "provider!" = object (lib.genAttrs providers (_: open)) // {
      minProperties = 1;
      maxProperties = 1;
    };
    conditions = listOf (object {
      namespaceRegexes = strings;
      namespaceSelector = labelSelector;
      namespaces = strings;
    });
    controller = string;
    refreshInterval = integer;
    retrySettings = object {
      maxRetries = integer;
      retryInterval = string;
    };
  };

  metadata = object {
    annotations = mapOf string;
    labels = mapOf string;
  };

  definition =
    args:
    kix.parts.customResourceDefinition (
      {
        inherit scope;
        group = "external-secrets.io";
        version = "v1";
        categories = [ "external-secrets" ];
        columns = [
          (column "Status" ''.status.conditions[?(@.type=="Ready")].reason'')
          (column "Ready" ''.status.conditions[?(@.type=="Ready")].status'')
          age
        ];
      }
      // args
    );

  generator =
    kind: spec:
    definition (
      {
        group = "generators.external-secrets.io";
        version = "v1alpha1";
        inherit kind spec;
        categories = [
          "external-secrets"
          "external-secrets-generators"
        ];
        columns = null;
      }
      // lib.optionalAttrs (kind == "ClusterGenerator") { namespaced = false; }
      // lib.optionalAttrs (kind == "GeneratorState") {
        shortNames = [ "gs" ];
        # No subresource: the operator writes the status together with the rest.
        status = false;
        properties.status = open;
      }
    );
in
{
  externalSecretDefinition = definition {
    kind = "ExternalSecret";
    shortNames = [ "es" ];
    selectableFields = [
      ".spec.secretStoreRef.name"
      ".spec.secretStoreRef.kind"
      ".spec.target.name"
      ".spec.refreshInterval"
    ];
    spec = externalSecret;
  };
  clusterExternalSecretDefinition = definition {
    kind = "ClusterExternalSecret";
    shortNames = [ "ces" ];
    namespaced = false;
    spec = object {
      "externalSecretSpec!" = externalSecret;
      externalSecretMetadata = metadata;
      externalSecretName = string;
      namespaceSelector = labelSelector;
      namespaceSelectors = listOf labelSelector;
      namespaces = strings;
      refreshTime = string;
    };
  };
  secretStoreDefinition = definition {
    kind = "SecretStore";
    shortNames = [ "ss" ];
    spec = store;
  };
  clusterSecretStoreDefinition = definition {
    kind = "ClusterSecretStore";
    shortNames = [ "css" ];
    namespaced = false;
    spec = store;
  };
  pushSecretDefinition = definition {
    version = "v1alpha1";
    kind = "PushSecret";
    shortNames = [ "ps" ];
    spec = pushSecret;
  };
  clusterPushSecretDefinition = definition {
    version = "v1alpha1";
    kind = "ClusterPushSecret";
    namespaced = false;
    spec = object {
      "pushSecretSpec!" = pushSecret;
      namespaceSelectors = listOf labelSelector;
      pushSecretMetadata = metadata;
      pushSecretName = string;
      refreshTime = string;
    };
  };
  clusterGeneratorDefinition = generator "ClusterGenerator" (object {
    "kind!" = enum (builtins.attrNames generators);
    "generator!" = object (
      lib.genAttrs (lib.attrValues generators) (
        field: if field == "passwordSpec" then password else open
      )
    );
  });
  generatorStateDefinition = generator "GeneratorState" open;
}
// lib.mapAttrs' (kind: _: {
  name = "generator${kind}Definition";
  value = generator kind (if kind == "Password" then password else open);
}) generators
