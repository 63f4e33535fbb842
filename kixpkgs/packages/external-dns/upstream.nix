# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart external-dns 1.21.1";
  differs = "records only in memory until a provider is named; permissions by source; the definition DNSEndpoint is not made";
  sets = {
    default = {
      values = { policy = "upsert-only"; provider.name = "inmemory"; };
    };
    production = {
      values = {
        provider.name = "aws";
        policy = "sync";
        registry = "txt";
        txtOwnerId = "compared";
        interval = "5m";
        sources = [ "ingress" "service" "gateway-httproute" ];
        domainFilters = [ "example.com" ];
        extraArgs = [ "--aws-zone-type=public" ];
        serviceAccount.annotations."eks.amazonaws.com/role-arn" = "arn:aws:iam::1:role/dns";
        env = [ { name = "AWS_REGION"; value = "eu-central-1"; } { name = "TOKEN"; valueFrom.secretKeyRef = { name = "dns"; key = "token"; }; } ];
        serviceMonitor.enabled = true;
      };
      config = {
        provider = "aws";
        policy = "sync";
        ownerId = "compared";
        interval = "5m";
        sources = [ "ingress" "service" "gateway-httproute" ];
        domains = [ "example.com" ];
        extraArgs = [ "--aws-zone-type=public" ];
        serviceAccount.annotations."eks.amazonaws.com/role-arn" = "arn:aws:iam::1:role/dns";
        extraEnv = { AWS_REGION = "eu-central-1"; TOKEN.secretKeyRef = { name = "dns"; key = "token"; }; };
      };
      cluster.external = [ { kind = "Secret"; namespace = "compared"; name = "dns"; } ];
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
