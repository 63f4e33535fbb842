# The custom resources of cert-manager v1, described from its API reference. Statuses are the controller's own affair.
{ scope, kix }:
let
  inherit (kix.schema)
    age
    any
    boolean
    column
    enum
    integer
    listOf
    mapOf
    matching
    object
    open
    string
    ;
  strings = listOf string;

  # A key of a Secret in the resource's namespace; for a ClusterIssuer in cert-manager's own.
  secretKey = object {
    "name!" = string;
    key = string;
  };

  issuerRef = object {
    "name!" = string;
    kind = string;
    group = string;
  };

  names = object {
    dnsDomains = strings;
    emailAddresses = strings;
    ipRanges = strings;
    uriDomains = strings;
  };

  certificate = object {
    "secretName!" = string;
    "issuerRef!" = issuerRef;
    additionalOutputFormats = listOf (object {
      "type!" = enum [
        "DER"
        "CombinedPEM"
      ];
    });
    commonName = string;
    dnsNames = strings;
    duration = string;
    emailAddresses = strings;
    encodeUsagesInRequest = boolean;
    ipAddresses = strings;
    isCA = boolean;
    keystores = object {
      jks = object {
        "create!" = boolean;
        alias = string;
        password = string;
        passwordSecretRef = secretKey;
      };
      pkcs12 = object {
        "create!" = boolean;
        password = string;
        passwordSecretRef = secretKey;
        profile = enum [
          "LegacyRC2"
          "LegacyDES"
          "Modern2023"
          "Modern2026"
        ];
      };
    };
    literalSubject = string;
    nameConstraints = object {
      critical = boolean;
      excluded = names;
      permitted = names;
    };
    otherNames = listOf (object {
      oid = string;
      utf8Value = string;
    });
    privateKey = object {
      algorithm = enum [
        "RSA"
        "ECDSA"
        "Ed25519"
      ];
      encoding = enum [
        "PKCS1"
        "PKCS8"
      ];
      rotationPolicy = enum [
        "Never"
        "Always"
      ];
      size = integer;
    };
    renewBefore = string;
    renewBeforePercentage = integer;
    renewal = object {
      policy = enum [
        "RenewBefore"
        "Disabled"
      ];
      windows = listOf (object {
        "cron!" = string;
        "windowDuration!" = matching "^([0-9]+([.][0-9]+)?(s|m|h))+$";
        timezone = string;
      });
    };
    revisionHistoryLimit = integer // {
      minimum = 1;
    };
    secretTemplate = object {
      annotations = mapOf string;
      labels = mapOf string;
    };
    signatureAlgorithm = enum [
      "SHA256WithRSA"
      "SHA384WithRSA"
      "SHA512WithRSA"
      "ECDSAWithSHA256"
      "ECDSAWithSHA384"
      "ECDSAWithSHA512"
      "PureEd25519"
    ];
    subject = object {
      countries = strings;
      localities = strings;
      organizationalUnits = strings;
      organizations = strings;
      postalCodes = strings;
      provinces = strings;
      serialNumber = string;
      streetAddresses = strings;
    };
    uris = strings;
    usages = strings;
  };

  solver = object {
    selector = object {
      dnsNames = strings;
      dnsZones = strings;
      matchLabels = mapOf string;
    };
    waitInsteadOfSelfCheck = string;
    http01 = object {
      ingress = object {
        class = string;
        ingressClassName = string;
        ingressTemplate = open;
        name = string;
        podTemplate = open;
        serviceType = string;
      };
      gatewayHTTPRoute = object {
        labels = mapOf string;
        parentRefs = listOf (object {
          "name!" = string;
          group = string // {
            default = "gateway.networking.k8s.io";
          };
          kind = string // {
            default = "Gateway";
          };
          namespace = string;
          port = integer;
          sectionName = string;
        });
        podTemplate = open;
        serviceType = string;
      };
    };
    dns01 = object {
      cnameStrategy = enum [
        "None"
        "Follow"
      ];
      acmeDNS = object {
        "accountSecretRef!" = secretKey;
        "host!" = string;
      };
      akamai = object {
        "accessTokenSecretRef!" = secretKey;
        "clientSecretSecretRef!" = secretKey;
        "clientTokenSecretRef!" = secretKey;
        "serviceConsumerDomain!" = string;
      };
      azureDNS = object {
        "resourceGroupName!" = string;
        "subscriptionID!" = string;
        clientID = string;
        clientSecretSecretRef = secretKey;
        environment = string;
        hostedZoneName = string;
        managedIdentity = object {
          clientID = string;
          resourceID = string;
          tenantID = string;
        };
        tenantID = string;
        zoneType = enum [
          "AzurePublicZone"
          "AzurePrivateZone"
        ];
      };
      cloudDNS = object {
        "project!" = string;
        hostedZoneName = string;
        serviceAccountSecretRef = secretKey;
      };
      cloudflare = object {
        apiKeySecretRef = secretKey;
        apiTokenSecretRef = secretKey;
        email = string;
      };
      digitalocean = object { "tokenSecretRef!" = secretKey; };
      rfc2136 = object {
        "nameserver!" = string;
        protocol = enum [
          "TCP"
          "UDP"
        ];
        tsigAlgorithm = string;
        tsigKeyName = string;
        tsigSecretSecretRef = secretKey;
      };
      route53 = object {
        accessKeyID = string;
        accessKeyIDSecretRef = secretKey;
        auth = open;
        hostedZoneID = string;
        region = string;
        role = string;
        secretAccessKeySecretRef = secretKey;
      };
      webhook = object {
        "groupName!" = string;
        "solverName!" = string;
        config = any;
      };
    };
  };

  issuer = object {
    acme = object {
      "server!" = string;
      "privateKeySecretRef!" = secretKey;
      caBundle = string;
      disableAccountKeyGeneration = boolean;
      email = string;
      enableDurationFeature = boolean;
      externalAccountBinding = object {
        "keyID!" = string;
        "keySecretRef!" = secretKey;
        keyAlgorithm = string;
      };
      preferredChain = string // {
        maxLength = 64;
      };
      profile = string;
      skipTLSVerify = boolean;
      solvers = listOf solver;
    };
    ca = object {
      "secretName!" = string;
      crlDistributionPoints = strings;
      issuingCertificateURLs = strings;
      ocspServers = strings;
    };
    selfSigned = object { crlDistributionPoints = strings; };
    vault = object {
      "auth!" = open;
      "path!" = string;
      "server!" = string;
      caBundle = string;
      caBundleSecretRef = secretKey;
      clientCertSecretRef = secretKey;
      clientKeySecretRef = secretKey;
      namespace = string;
      serverName = string;
    };
    venafi = object {
      "zone!" = string;
      cloud = open;
      ngts = open;
      tpp = open;
    };
  };

  ready = type: column "Ready" ''.status.conditions[?(@.type == "${type}")].status'';

  definition =
    args:
    kix.parts.customResourceDefinition (
      {
        inherit scope;
        group = "cert-manager.io";
        version = "v1";
        categories = [ "cert-manager" ];
        required = [ "spec" ];
      }
      // args
    );

  # What belongs to one issuer can be asked for: kubectl get certificates --field-selector spec.issuerRef.name=…
  selectableFields = map (field: ".spec.issuerRef.${field}") [
    "group"
    "kind"
    "name"
  ];
  acmeCategories = [
    "cert-manager"
    "cert-manager-acme"
  ];
in
{
  certificateDefinition = definition {
    inherit selectableFields;
    kind = "Certificate";
    shortNames = [
      "cert"
      "certs"
    ];
    spec = certificate;
    columns = [
      (ready "Ready")
      (column "Secret" ".spec.secretName")
      (column "Issuer" ".spec.issuerRef.name")
      age
    ];
  };
  certificateRequestDefinition = definition {
    inherit selectableFields;
    kind = "CertificateRequest";
    shortNames = [
      "cr"
      "crs"
    ];
    spec = object {
      "issuerRef!" = issuerRef;
      "request!" = string;
      duration = string;
      extra = mapOf strings;
      groups = strings;
      isCA = boolean;
      uid = string;
      usages = strings;
      username = string;
    };
    columns = [
      (ready "Ready")
      (column "Issuer" ".spec.issuerRef.name")
      (column "Requester" ".spec.username")
      age
    ];
  };
  issuerDefinition = definition {
    kind = "Issuer";
    shortNames = [ "iss" ];
    spec = issuer;
    columns = [
      (ready "Ready")
      age
    ];
  };
  clusterIssuerDefinition = definition {
    kind = "ClusterIssuer";
    shortNames = [ "ciss" ];
    namespaced = false;
    spec = issuer;
    columns = [
      (ready "Ready")
      age
    ];
  };
  orderDefinition = definition {
    group = "acme.cert-manager.io";
    inherit selectableFields;
    categories = acmeCategories;
    kind = "Order";
    spec = object {
      "issuerRef!" = issuerRef;
      "request!" = string;
      commonName = string;
      dnsNames = strings;
      duration = string;
      ipAddresses = strings;
      profile = string;
      replaces = string;
    };
    columns = [
      (column "State" ".status.state")
      age
    ];
  };
  challengeDefinition = definition {
    group = "acme.cert-manager.io";
    inherit selectableFields;
    categories = acmeCategories;
    kind = "Challenge";
    spec = object {
      "authorizationURL!" = string;
      "dnsName!" = string;
      "issuerRef!" = issuerRef;
      "key!" = string;
      "solver!" = solver;
      "token!" = string;
      "type!" = enum [
        "HTTP-01"
        "DNS-01"
      ];
      "url!" = string;
      wildcard = boolean;
    };
    columns = [
      (column "State" ".status.state")
      (column "Domain" ".spec.dnsName")
      age
    ];
  };
}
