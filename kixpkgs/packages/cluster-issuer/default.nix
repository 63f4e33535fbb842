# A ClusterIssuer of cert-manager, which is an instance of the cluster or installed apart.
{
  scope,
  lib,
  kix,
  certManager ? null,
  ingressNginx ? null,
  traefik ? null,
}@args:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    controller = kix.parts.ingressController args;
    account = cfg.acme.externalAccount;

    solvers =
      if cfg.acme.solvers != [ ] then
        cfg.acme.solvers
      else
        [
          {
            http01.ingress =
              if controller != null then
                { inherit (controller.out) ingressClassName; }
              else
                { };
          }
        ];
  in
  {
    meta = {
      description = "A cert-manager ClusterIssuer, and the function that puts it on an Ingress";
      homepage = "https://cert-manager.io/docs/configuration";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options = {
      type = lib.mkOption {
        type = lib.types.enum [
          "selfSigned"
          "ca"
          "acme"
        ];
        default = "selfSigned";
        description = "Who signs: nobody, a certificate authority of your own, or an ACME server.";
      };
      acme = {
        server = lib.mkOption {
          type = lib.types.str;
          default = "https://acme-v02.api.letsencrypt.org/directory";
          description = "Address of the ACME server.";
        };
        email = lib.mkOption {
          type = lib.types.nullOr lib.types.str;
          default = null;
          description = "Whom the server may write to. Let's Encrypt sends no reminders any more and needs none.";
        };
        externalAccount = {
          keyID = lib.mkOption {
            type = lib.types.nullOr lib.types.nonEmptyStr;
            default = null;
            description = "Identifier of the account there, for servers that want one made before (ZeroSSL, Google).";
          };
          secretName = kix.options.secretName scope "external-account" "Secret in cert-manager's namespace with the account's key.";
          secretKey = lib.mkOption {
            type = lib.types.nonEmptyStr;
            default = "secret";
            description = "Key of the Secret.";
          };
        };
        accountSecretName = lib.mkOption {
          type = lib.types.str;
          default = scope.mkName "account";
          defaultText = lib.literalExpression ''scope.mkName "account"'';
          description = "Secret that cert-manager keeps the account's key in.";
        };
        solvers = lib.mkOption {
          type = lib.types.listOf lib.types.attrs;
          default = [ ];
          description = ''
            How control over a name is shown, as in the ClusterIssuer's `spec.acme.solvers`.
            An empty list means HTTP-01 through the injected ingress-nginx or traefik.
          '';
        };
      };
      ca.secretName = kix.options.secretName scope "ca" "Secret in cert-manager's namespace with the authority's certificate and key.";
    };

    resources.clusterIssuer = scope.mkResource {
      apiVersion = "cert-manager.io/v1";
      kind = "ClusterIssuer";
      # Also what makes the issuer come after the webhook that checks it.
      labels = lib.optionalAttrs (certManager != null) {
        "app.kubernetes.io/part-of" = certManager.out.name;
      };
      spec =
        {
          selfSigned.selfSigned = { };
          ca.ca = { inherit (cfg.ca) secretName; };
          acme.acme = {
            inherit (cfg.acme) server email;
            privateKeySecretRef.name = cfg.acme.accountSecretName;
            externalAccountBinding =
              if account.keyID == null then
                null
              else
                {
                  inherit (account) keyID;
                  keySecretRef = {
                    name = account.secretName;
                    key = account.secretKey;
                  };
                };
            inherit solvers;
          };
        }
        .${cfg.type};
    };

    out = {
      inherit (self.resources.clusterIssuer.out) name;

      # Arguments of mkResource → the same with the annotation that asks for a certificate.
      withCert =
        args:
        args
        // {
          annotations = (args.annotations or { }) // {
            "cert-manager.io/cluster-issuer" = self.out.name;
          };
        };
    };

    external = [
      {
        kind = "CustomResourceDefinition";
        name = "clusterissuers.cert-manager.io";
      }
    ];

  }
)
