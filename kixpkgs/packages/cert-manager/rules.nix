# What cert-manager's programs may do. Those of the controller are one role: it is one program with one account.
{ kix, name }:
let
  inherit (kix.parts) rule readRule;
  update = [
    "update"
    "patch"
  ];
in
{
  controller = [
    (readRule "cert-manager.io" [
      "certificates"
      "certificaterequests"
      "issuers"
      "clusterissuers"
    ])
    (rule "cert-manager.io" [
      "certificates"
      "certificates/status"
      "certificaterequests"
      "certificaterequests/status"
      "issuers"
      "issuers/status"
      "clusterissuers"
      "clusterissuers/status"
    ] update)
    # Certificates of Ingresses and Gateways (ingress-shim).
    (rule "cert-manager.io"
      [
        "certificates"
        "certificaterequests"
      ]
      [
        "create"
        "delete"
      ]
    )
    # Owner references, where the admission plugin OwnerReferencesPermissionEnforcement asks for it.
    (rule "cert-manager.io"
      [
        "certificates/finalizers"
        "certificaterequests/finalizers"
        "issuers/finalizers"
        "clusterissuers/finalizers"
      ]
      [ "update" ]
    )
    (readRule "acme.cert-manager.io" [
      "orders"
      "challenges"
    ])
    (rule "acme.cert-manager.io"
      [
        "orders"
        "challenges"
      ]
      [
        "create"
        "delete"
      ]
    )
    (rule "acme.cert-manager.io" [
      "orders"
      "orders/status"
      "challenges"
      "challenges/status"
    ] update)
    (rule "acme.cert-manager.io"
      [
        "orders/finalizers"
        "challenges/finalizers"
      ]
      [ "update" ]
    )
    # Keys and certificates are Secrets, wherever somebody asks for one.
    (kix.parts.writeRule "" [ "secrets" ])
    (rule ""
      [ "events" ]
      [
        "create"
        "patch"
      ]
    )
    # HTTP-01: a pod, a Service and a route for as long as a challenge lasts.
    (rule ""
      [
        "pods"
        "services"
      ]
      [
        "get"
        "list"
        "watch"
        "create"
        "delete"
      ]
    )
    (rule "networking.k8s.io"
      [ "ingresses" ]
      [
        "get"
        "list"
        "watch"
        "create"
        "delete"
        "update"
      ]
    )
    (rule "networking.k8s.io" [ "ingresses/finalizers" ] [ "update" ])
    # OpenShift: the host name of a solver's Ingress becomes that of a Route.
    (rule "route.openshift.io" [ "routes/custom-host" ] [ "create" ])
    (rule "gateway.networking.k8s.io"
      [ "httproutes" ]
      [
        "get"
        "list"
        "watch"
        "create"
        "delete"
        "update"
      ]
    )
    (readRule "gateway.networking.k8s.io" [
      "gateways"
      "listenersets"
    ])
    (rule "gateway.networking.k8s.io"
      [
        "gateways/finalizers"
        "httproutes/finalizers"
        "listenersets/finalizers"
      ]
      [ "update" ]
    )
    # Requests that refer to its own issuers are approved, and those of Kubernetes signed.
    (
      rule "cert-manager.io" [ "signers" ] [ "approve" ]
      // {
        resourceNames = [
          "issuers.cert-manager.io/*"
          "clusterissuers.cert-manager.io/*"
        ];
      }
    )
    (rule "certificates.k8s.io"
      [ "certificatesigningrequests" ]
      [
        "get"
        "list"
        "watch"
        "update"
      ]
    )
    (rule "certificates.k8s.io" [ "certificatesigningrequests/status" ] update)
    (
      rule "certificates.k8s.io" [ "signers" ] [ "sign" ]
      // {
        resourceNames = [
          "issuers.cert-manager.io/*"
          "clusterissuers.cert-manager.io/*"
        ];
      }
    )
    (rule "authorization.k8s.io" [ "subjectaccessreviews" ] [ "create" ])
  ];

  # Leader election of a program whose leases are called `leases`.
  leases = leases: [
    (
      rule "coordination.k8s.io"
        [ "leases" ]
        [
          "get"
          "update"
          "patch"
        ]
      // {
        resourceNames = leases;
      }
    )
    (rule "coordination.k8s.io" [ "leases" ] [ "create" ])
  ];

  webhook = {
    cluster = [ (rule "authorization.k8s.io" [ "subjectaccessreviews" ] [ "create" ]) ];
    # It signs its own certificate, and keeps the authority in a Secret.
    namespace = [
      (
        rule ""
          [ "secrets" ]
          [
            "get"
            "list"
            "watch"
            "update"
          ]
        // {
          resourceNames = [ "${name}-ca" ];
        }
      )
      (rule "" [ "secrets" ] [ "create" ])
    ];
  };

  cainjector = [
    (readRule "cert-manager.io" [ "certificates" ])
    (readRule "" [ "secrets" ])
    (rule ""
      [ "events" ]
      [
        "get"
        "create"
        "update"
        "patch"
      ]
    )
    (rule "admissionregistration.k8s.io"
      [
        "validatingwebhookconfigurations"
        "mutatingwebhookconfigurations"
      ]
      [
        "get"
        "list"
        "watch"
        "update"
        "patch"
      ]
    )
    (rule "apiregistration.k8s.io"
      [ "apiservices" ]
      [
        "get"
        "list"
        "watch"
        "update"
        "patch"
      ]
    )
    (rule "apiextensions.k8s.io"
      [ "customresourcedefinitions" ]
      [
        "get"
        "list"
        "watch"
        "update"
        "patch"
      ]
    )
  ];
}
