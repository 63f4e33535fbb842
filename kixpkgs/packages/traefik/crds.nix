# The custom resources of Traefik Proxy (traefik.io), described in full.
{
  scope,
  lib,
  kix,
}:
let
  inherit (kix.schema)
    any
    boolean
    enum
    integer
    intOrString
    listOf
    mapOf
    object
    string
    ;
  strings = listOf string;

  # A number of seconds, or a text such as "1m30s".
  span = intOrString // {
    pattern = "^([0-9]+(ns|us|µs|ms|s|m|h)?)+$";
  };

  named = object {
    "name!" = string;
    namespace = string;
  };

  domains = listOf (object {
    main = string;
    sans = strings;
  });

  cookie = object {
    domain = string;
    httpOnly = boolean;
    maxAge = integer;
    name = string;
    path = string;
    sameSite = enum [
      "none"
      "lax"
      "strict"
      "None"
      "Lax"
      "Strict"
    ];
    secure = boolean;
  };

  # A Service, or a TraefikService, and how to speak to it.
  balancer = {
    healthCheck = object {
      followRedirects = boolean;
      headers = mapOf string;
      hostname = string;
      interval = intOrString;
      method = string;
      mode = string;
      path = string;
      port = integer;
      scheme = string;
      status = integer;
      timeout = intOrString;
      unhealthyInterval = intOrString;
    };
    kind = enum [
      "Service"
      "TraefikService"
    ];
    middlewares = listOf named;
    "name!" = string;
    namespace = string;
    nativeLB = boolean;
    nodePortLB = boolean;
    passHostHeader = boolean;
    passiveHealthCheck = object {
      failureWindow = intOrString;
      maxFailedAttempts = integer;
    };
    port = intOrString;
    responseForwarding = object { flushInterval = string; };
    scheme = string;
    serversTransport = string;
    sticky = object { inherit cookie; };
    strategy = enum [
      "wrr"
      "p2c"
      "hrw"
      "leasttime"
      "RoundRobin"
    ];
    weight = integer;
  };

  tls = {
    certResolver = string;
    inherit domains;
    options = named;
    secretName = string;
    store = named;
  };

  # Services of TCP and UDP.
  plainService = {
    "name!" = string;
    namespace = string;
    nativeLB = boolean;
    nodePortLB = boolean;
    "port!" = intOrString;
    weight = integer;
  };

  ipStrategy = object {
    depth = integer;
    excludedIPs = strings;
    ipv6Subnet = integer;
  };
  sourceCriterion = object {
    inherit ipStrategy;
    requestHeaderName = string;
    requestHost = boolean;
  };
  ipList = {
    inherit ipStrategy;
    sourceRange = strings;
  };
  userList = object {
    headerField = string;
    realm = string;
    removeHeader = boolean;
    secret = string;
  };
  certificateNames = object {
    commonName = boolean;
    country = boolean;
    domainComponent = boolean;
    locality = boolean;
    organization = boolean;
    province = boolean;
    serialNumber = boolean;
  };
  clientTLS = {
    caSecret = string;
    certSecret = string;
    insecureSkipVerify = boolean;
  };

  serverTrust = {
    certificatesSecrets = strings;
    insecureSkipVerify = boolean;
    peerCertURI = string;
    rootCAs = listOf (object {
      configMap = string;
      secret = string;
    });
    rootCAsSecrets = strings;
    serverName = string;
    spiffe = object {
      ids = strings;
      trustDomain = string;
    };
  };

  specs = {
    IngressRoute = {
      entryPoints = strings;
      ingressClassName = string;
      parentRefs = listOf named;
      "routes!" = listOf (object {
        kind = enum [ "Rule" ];
        "match!" = string;
        middlewares = listOf named;
        observability = object {
          accessLogs = boolean;
          metrics = boolean;
          traceVerbosity =
            enum [
              "minimal"
              "detailed"
            ]
            // {
              default = "minimal";
            };
          tracing = boolean;
        };
        priority = integer;
        services = listOf (object balancer);
        syntax = string;
      });
      tls = object tls;
    };

    IngressRouteTCP = {
      entryPoints = strings;
      ingressClassName = string;
      "routes!" = listOf (object {
        "match!" = string;
        middlewares = listOf named;
        priority = integer;
        services = listOf (object (
          plainService
          // {
            proxyProtocol = object { version = integer; };
            serversTransport = string;
            terminationDelay = integer;
            tls = boolean;
          }
        ));
        syntax = enum [
          "v3"
          "v2"
        ];
      });
      tls = object (tls // { passthrough = boolean; });
    };

    IngressRouteUDP = {
      entryPoints = strings;
      ingressClassName = string;
      "routes!" = listOf (object { services = listOf (object plainService); });
    };

    Middleware = {
      addPrefix = object { prefix = string; };
      basicAuth = userList;
      buffering = object {
        maxRequestBodyBytes = integer;
        maxResponseBodyBytes = integer;
        memRequestBodyBytes = integer;
        memResponseBodyBytes = integer;
        retryExpression = string;
      };
      chain = object { middlewares = listOf named; };
      circuitBreaker = object {
        checkPeriod = span;
        expression = string;
        fallbackDuration = intOrString;
        recoveryDuration = span;
        responseCode = integer;
      };
      compress = object {
        defaultEncoding = string;
        encodings = strings;
        excludedContentTypes = strings;
        includedContentTypes = strings;
        minResponseBodyBytes = integer;
      };
      contentType = object { autoDetect = boolean; };
      digestAuth = userList;
      encodedCharacters = object {
        allowEncodedBackSlash = boolean;
        allowEncodedHash = boolean;
        allowEncodedNullCharacter = boolean;
        allowEncodedPercent = boolean;
        allowEncodedQuestionMark = boolean;
        allowEncodedSemicolon = boolean;
        allowEncodedSlash = boolean;
      };
      errors = object {
        errorRequestHeaders = strings;
        query = string;
        service = object balancer;
        status = strings;
        statusRewrites = mapOf integer;
      };
      forwardAuth = object {
        addAuthCookiesToResponse = strings;
        address = string;
        authRequestHeaders = strings;
        authResponseHeaders = strings;
        authResponseHeadersRegex = string;
        authSigninURL = string;
        forwardBody = boolean;
        headerField = string;
        maxBodySize = integer;
        maxResponseBodySize = integer;
        preserveLocationHeader = boolean;
        preserveRequestMethod = boolean;
        tls = object (clientTLS // { caOptional = boolean; });
        trustForwardHeader = boolean;
      };
      grpcWeb = object { allowOrigins = strings; };
      headers = object {
        accessControlAllowCredentials = boolean;
        accessControlAllowHeaders = strings;
        accessControlAllowMethods = strings;
        accessControlAllowOriginList = strings;
        accessControlAllowOriginListRegex = strings;
        accessControlExposeHeaders = strings;
        accessControlMaxAge = integer;
        addVaryHeader = boolean;
        allowedHosts = strings;
        browserXssFilter = boolean;
        contentSecurityPolicy = string;
        contentSecurityPolicyReportOnly = string;
        contentTypeNosniff = boolean;
        customBrowserXSSValue = string;
        customFrameOptionsValue = string;
        customRequestHeaders = mapOf string;
        customResponseHeaders = mapOf string;
        featurePolicy = string;
        forceSTSHeader = boolean;
        frameDeny = boolean;
        hostsProxyHeaders = strings;
        isDevelopment = boolean;
        permissionsPolicy = string;
        publicKey = string;
        referrerPolicy = string;
        sslForceHost = boolean;
        sslHost = string;
        sslProxyHeaders = mapOf string;
        sslRedirect = boolean;
        sslTemporaryRedirect = boolean;
        stsIncludeSubdomains = boolean;
        stsPreload = boolean;
        stsSeconds = integer;
      };
      inFlightReq = object {
        amount = integer;
        inherit sourceCriterion;
      };
      ipAllowList = object (ipList // { rejectStatusCode = integer; });
      ipWhiteList = object ipList;
      passTLSClientCert = object {
        info = object {
          issuer = certificateNames;
          notAfter = boolean;
          notBefore = boolean;
          sans = boolean;
          serialNumber = boolean;
          subject = object (certificateNames.properties // { organizationalUnit = boolean; });
        };
        pem = boolean;
      };
      plugin = mapOf any;
      rateLimit = object {
        average = integer;
        burst = integer;
        period = intOrString;
        redis = object {
          db = integer;
          dialTimeout = span;
          endpoints = strings;
          maxActiveConns = integer;
          minIdleConns = integer;
          poolSize = integer;
          readTimeout = span;
          secret = string;
          tls = object clientTLS;
          writeTimeout = span;
        };
        inherit sourceCriterion;
      };
      redirectRegex = object {
        permanent = boolean;
        regex = string;
        replacement = string;
      };
      redirectScheme = object {
        permanent = boolean;
        port = string;
        scheme = string;
      };
      replacePath = object { path = string; };
      replacePathRegex = object {
        regex = string;
        replacement = string;
      };
      retry = object {
        attempts = integer;
        disableRetryOnNetworkError = boolean;
        initialInterval = span;
        maxRequestBodyBytes = integer;
        retryNonIdempotentMethod = boolean;
        status = strings;
        timeout = span;
      };
      stripPrefix = object {
        forceSlash = boolean;
        prefixes = strings;
      };
      stripPrefixRegex = object { regex = strings; };
    };

    MiddlewareTCP = {
      inFlightConn = object { amount = integer; };
      ipAllowList = object { sourceRange = strings; };
      ipWhiteList = object { sourceRange = strings; };
    };

    ServersTransport = serverTrust // {
      cipherSuites = strings;
      disableHTTP2 = boolean;
      forwardingTimeouts = object {
        dialTimeout = span;
        idleConnTimeout = span;
        pingTimeout = span;
        readIdleTimeout = span;
        responseHeaderTimeout = span;
      };
      maxIdleConnsPerHost = integer;
      maxVersion = string;
      minVersion = string;
    };

    ServersTransportTCP = {
      dialKeepAlive = span;
      dialTimeout = span;
      proxyProtocol = object { version = integer; };
      terminationDelay = span;
      tls = object serverTrust;
    };

    TLSOption = {
      alpnProtocols = strings;
      cipherSuites = strings;
      clientAuth = object {
        clientAuthType = enum [
          "NoClientCert"
          "RequestClientCert"
          "RequireAnyClientCert"
          "VerifyClientCertIfGiven"
          "RequireAndVerifyClientCert"
        ];
        secretNames = strings;
      };
      curvePreferences = strings;
      disableSessionTickets = boolean;
      maxVersion = string;
      minVersion = string;
      preferServerCipherSuites = boolean;
      sniStrict = boolean;
    };

    TLSStore = {
      certificates = listOf (object { "secretName!" = string; });
      defaultCertificate = object { "secretName!" = string; };
      defaultGeneratedCert = object {
        domain = object {
          main = string;
          sans = strings;
        };
        resolver = string;
      };
    };

    TraefikService = {
      failover = object {
        "errors!" = object {
          maxRequestBodyBytes = integer;
          status = strings;
        };
        "fallback!" = object balancer;
        "service!" = object balancer;
      };
      highestRandomWeight = object { services = listOf (object balancer); };
      mirroring = object (
        balancer
        // {
          maxBodySize = integer;
          mirrorBody = boolean;
          mirrors = listOf (object (balancer // { percent = integer; }));
        }
      );
      weighted = object {
        services = listOf (object balancer);
        sticky = object { inherit cookie; };
      };
    };
  };
in
lib.mapAttrs' (
  kind: spec:
  lib.nameValuePair "crd${kind}" (
    kix.parts.customResourceDefinition {
      inherit scope kind;
      group = "traefik.io";
      version = "v1alpha1";
      status = false;
      required = [
        "metadata"
        "spec"
      ];
      spec = object spec;
    }
  )
) specs
