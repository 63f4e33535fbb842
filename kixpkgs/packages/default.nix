/**
  All packages by name. Values are functions: nothing is evaluated before an
  instance asks for it.
*/
{
  alert-rules = import ./alert-rules;
  argocd-app = import ./argocd-app;
  cert-manager = import ./cert-manager;
  cloud-run = import ./cloud-run;
  cloudnative-pg-cluster = import ./cloudnative-pg-cluster;
  cluster-issuer = import ./cluster-issuer;
  coredns = import ./coredns;
  cron-job = import ./cron-job;
  external-dns = import ./external-dns;
  external-secrets = import ./external-secrets;
  grafana = import ./grafana;
  immich = import ./immich;
  immich-postgres = import ./immich-postgres;
  ingress-nginx = import ./ingress-nginx;
  kube-state-metrics = import ./kube-state-metrics;
  loki = import ./loki;
  mariadb = import ./mariadb;
  metrics-server = import ./metrics-server;
  minio = import ./minio;
  namespaces = import ./namespaces;
  network-policies = import ./network-policies;
  node-exporter = import ./node-exporter;
  paperless = import ./paperless;
  persistent-volume-claim = import ./persistent-volume-claim;
  postgres = import ./postgres;
  priority-classes = import ./priority-classes;
  prometheus = import ./prometheus;
  prometheus-operator = import ./prometheus-operator;
  prometheus-stack = import ./prometheus-stack;
  python-app = import ./python-app;
  rabbitmq = import ./rabbitmq;
  rbac = import ./rbac;
  redis = import ./redis;
  seaweedfs = import ./seaweedfs;
  stackgres-cluster = import ./stackgres-cluster;
  storage-classes = import ./storage-classes;
  traefik = import ./traefik;
  valkey = import ./valkey;
  web-app = import ./web-app;
}
