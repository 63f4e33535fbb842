# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart metrics-server 3.13.1";
  differs = "its own metrics are not collected; no addon-resizer";
  sets = {
    default = {

    };
    production = {
      values = {
        replicas = 2;
        defaultArgs = [ "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname" "--kubelet-use-node-status-port" "--metric-resolution=30s" ];
        podDisruptionBudget = { enabled = true; maxUnavailable = 1; };
        tls = { type = "existingSecret"; existingSecret.name = "metrics-tls"; };
        apiService = { insecureSkipTLSVerify = false; caBundle = "Y2E="; };
        args = [ "--kubelet-certificate-authority=/etc/kubelet/ca.crt" ];
      };
      config = {
        replicas = 2;
        resolution = "30s";
        tls = { secretName = "metrics-tls"; caBundle = "Y2E="; };
        extraArgs = [ "--kubelet-certificate-authority=/etc/kubelet/ca.crt" ];
      };
    };
  };
}
