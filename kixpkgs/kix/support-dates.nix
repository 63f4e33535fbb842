/**
  Until when the programs behind the packages are looked after: dates, and nothing else. A new release or a new date is one line
  here. What is made of them: `support.nix`.

  `source`: the project's own word on it; `readAt`, `read`: where the dates were read, and on which day. `checked`: which of them were held
  against the project's own page, or the file that page is made of, and when that was written; where the two differ, the project's word
  stands here; and which releases since then were looked for, and where. `endOfLife`: for each series of versions the day after which nobody mends it, or null while none is announced. `retired`: the
  day on which a whole project was given up; `instead`: what to take.
*/
let
  # Collected there from what the projects announce.
  collected = page: {
    readAt = "https://endoflife.date/${page}";
    read = "2026-08-22";
  };

  # And held, on the day given, against the list of releases that the project's own modules or packages have in their registry.
  current = page: collected page // { read = "2026-11-22"; };
in
{
  postgresql = collected "postgresql" // {
    name = "PostgreSQL";
    source = "https://www.postgresql.org/support/versioning/";
    checked = "the rule (five years, then one release on the second Thursday of November): https://www.postgresql.org/support/versioning, 2026";
    endOfLife = {
      "9.6" = "2021-11-11";
      "10" = "2022-11-10";
      "11" = "2023-11-09";
      "12" = "2024-11-21";
      "13" = "2025-11-13";
      "14" = "2026-11-12";
      "15" = "2027-11-11";
      "16" = "2028-11-09";
      "17" = "2029-11-08";
      "18" = "2030-11-14";
    };
  };
  mariadb = collected "mariadb" // {
    name = "MariaDB";
    source = "https://mariadb.org/about/#maintenance-policy";
    checked = "10.6 to 11.2, 11.4, 11.8 and 12.3, by month: release-notes/community-server (what-is-mariadb-*.md, mariadb-12.3-changes-and-improvements.md) of github.com/mariadb-corporation/mariadb-docs, 2026-08-21; the others by the rule there (about/release-model.md: a rolling release ends with the next one); 13.0 is the rolling release since 2026-05-29";
    endOfLife = {
      "10.6" = "2026-07-06";
      "10.7" = "2023-02-09";
      "10.8" = "2023-05-20";
      "10.9" = "2023-08-22";
      "10.10" = "2023-11-17";
      "10.11" = "2028-02-16";
      "11.0" = "2024-06-06";
      "11.1" = "2024-08-21";
      "11.2" = "2024-11-21";
      "11.3" = "2024-05-29";
      "11.4" = "2029-05-29";
      "11.5" = "2024-11-21";
      "11.6" = "2025-02-13";
      "11.7" = "2025-05-12";
      "11.8" = "2028-06-04";
      "12.0" = "2025-11-18";
      "12.1" = "2026-02-13";
      "12.2" = "2026-05-28";
      "12.3" = "2029-06-12";
      "13.0" = null;
    };
  };
  redis = collected "redis" // {
    name = "Redis";
    source = "https://redis.io/docs/latest/operate/oss_and_stack/install/version-mgmt/";
    checked = "6.2 to 8.10, all: version-mgmt.md of github.com/redis/docs, 2026-08-21";
    endOfLife = {
      "5.0" = "2022-04-27";
      "6.0" = "2022-05-31";
      "6.2" = "2027-04-01";
      "7.0" = "2024-07-29";
      "7.2" = "2029-12-01";
      "7.4" = "2029-12-01";
      "8.0" = "2026-12-01";
      "8.2" = "2030-09-01";
      "8.4" = null;
      "8.6" = null;
      "8.8" = null;
      "8.10" = null;
    };
  };
  valkey = collected "valkey" // {
    name = "Valkey";
    source = "https://valkey.io/topics/releases/";
    checked = "7.2 to 9.0, all: topics/releases.md of github.com/valkey-io/valkey-doc, 2026-06-18 (the later of the two dates given there, that of security fixes)";
    endOfLife = {
      "7.2" = "2029-04-16";
      "8.0" = "2027-09-15";
      "8.1" = "2030-03-31";
      "9.0" = "2028-10-21";
      "9.1" = null;
    };
  };
  rabbitmq = collected "rabbitmq" // {
    name = "RabbitMQ";
    source = "https://www.rabbitmq.com/release-information";
    checked = "4.1 to 4.3: docusaurus.config.js of github.com/rabbitmq/rabbitmq-website, 2026-08-21 (community support)";
    endOfLife = {
      "3.9" = "2023-01-31";
      "3.10" = "2022-09-28";
      "3.11" = "2023-06-01";
      "3.12" = "2024-02-21";
      "3.13" = "2024-09-17";
      "4.0" = "2025-04-15";
      "4.1" = "2026-01-31";
      "4.2" = "2026-07-31";
      "4.3" = "2026-11-30";
    };
  };
  kubernetes = current "kubernetes" // {
    name = "Kubernetes";
    source = "https://kubernetes.io/releases/patch-releases/";
    checked = "1.30, 1.33 to 1.37: https://kubernetes.io/releases/1.36/ and the like, 2026-09-15; releases: k8s.io/api of the Go module proxy, 2026-11-22 (v0.37.2 is the newest)";
    endOfLife = {
      "1.18" = "2021-06-18";
      "1.19" = "2021-10-28";
      "1.20" = "2022-02-28";
      "1.21" = "2022-06-28";
      "1.22" = "2022-10-28";
      "1.23" = "2023-02-28";
      "1.24" = "2023-07-28";
      "1.25" = "2023-10-27";
      "1.26" = "2024-02-28";
      "1.27" = "2024-06-28";
      "1.28" = "2024-10-28";
      "1.29" = "2025-02-28";
      "1.30" = "2025-07-15";
      "1.31" = "2025-11-11";
      "1.32" = "2026-02-28";
      "1.33" = "2026-06-28";
      "1.34" = "2026-10-27";
      "1.35" = "2027-02-28";
      "1.36" = "2027-06-28";
      "1.37" = "2027-10-28";
    };
  };
  cert-manager = current "cert-manager" // {
    name = "cert-manager";
    source = "https://cert-manager.io/docs/releases/";
    checked = "all: content/docs/releases/README.md of github.com/cert-manager/website, 2026-08-22 (1.20 ends with the release of 1.22, 1.21 with that of 1.23); releases: github.com/cert-manager/cert-manager of the Go module proxy, 2026-11-22 (v1.21.2 is the newest)";
    endOfLife = {
      "1.11" = "2023-09-12";
      "1.12" = "2025-05-19";
      "1.13" = "2024-06-05";
      "1.14" = "2024-10-03";
      "1.15" = "2025-02-03";
      "1.16" = "2025-06-10";
      "1.17" = "2025-10-07";
      "1.18" = "2026-03-10";
      "1.19" = "2026-07-08";
      "1.20" = null;
      "1.21" = null;
    };
  };
  grafana = current "grafana" // {
    name = "Grafana";
    source = "https://grafana.com/docs/grafana/latest/upgrade-guide/when-to-upgrade/";
    checked = "the rule (nine months, the last minor version of a major one fifteen): docs/sources/upgrade-guide/when-to-upgrade/index.md of github.com/grafana/grafana, as it was in 2024, which every date since fits within two weeks; releases: the npm registry's @grafana/data, 2026-11-22 (13.2.3 is the newest)";
    endOfLife = {
      "10.3" = "2024-10-23";
      "10.4" = "2025-06-05";
      "11.0" = "2025-02-14";
      "11.1" = "2025-04-23";
      "11.2" = "2025-05-27";
      "11.3" = "2025-07-22";
      "11.4" = "2025-09-05";
      "11.5" = "2025-10-28";
      "11.6" = "2026-06-25";
      "12.0" = "2026-02-05";
      "12.1" = "2026-04-22";
      "12.2" = "2026-06-23";
      "12.3" = "2026-08-19";
      "12.4" = "2027-05-24";
      "13.0" = "2027-01-09";
      "13.1" = "2027-03-20";
      "13.2" = "2027-05-18";
    };
  };
  prometheus = current "prometheus" // {
    name = "Prometheus";
    source = "https://prometheus.io/docs/introduction/release-cycle/";
    checked = "those of long-term support (2.53, 3.5, 3.13): docs/introduction/release-cycle.md of github.com/prometheus/docs, 2026-08-06; the others end with the next release, or six weeks after their own; releases: github.com/prometheus/prometheus of the Go module proxy, 2026-11-22 (v0.316.0, which is 3.16.0, is the newest)";
    endOfLife = {
      "2.53" = "2025-07-31";
      "2.54" = "2024-09-20";
      "2.55" = "2024-12-03";
      "3.0" = "2024-12-26";
      "3.1" = "2025-02-13";
      "3.2" = "2025-03-31";
      "3.3" = "2025-05-27";
      "3.4" = "2025-06-28";
      "3.5" = "2026-07-31";
      "3.6" = "2025-11-02";
      "3.7" = "2025-11-26";
      "3.8" = "2026-01-09";
      "3.9" = "2026-02-17";
      "3.10" = "2026-04-08";
      "3.11" = "2026-05-14";
      "3.12" = "2026-07-09";
      "3.13" = "2027-07-31";
      "3.14" = "2026-09-30";
      "3.15" = "2026-11-06";
      "3.16" = "2026-12-17";
    };
  };
  loki = current "grafana-loki" // {
    name = "Grafana Loki";
    source = "https://github.com/grafana/loki/issues/18484#issuecomment-3098532391";
    checked = "the rule (the last two minor versions, and the last one of the major version before) stands in no page, only in that answer of a maintainer; the day of each release: the tags of github.com/grafana/loki; releases: github.com/grafana/loki/v3 of the Go module proxy, 2026-11-22 (v3.7.8 is the newest: 3.8.0 is in the change log of main, but was not released)";
    endOfLife = {
      "2.8" = "2024-04-08";
      "2.9" = null;
      "3.0" = "2024-09-18";
      "3.1" = "2024-11-19";
      "3.2" = "2025-02-12";
      "3.3" = "2025-04-17";
      "3.4" = "2025-11-17";
      "3.5" = "2026-03-26";
      "3.6" = null;
      "3.7" = null;
    };
  };
  argo-cd = current "argo-cd" // {
    name = "Argo CD";
    source = "https://github.com/argoproj/argo-cd/security/policy#supported-versions";
    checked = "the rule (the last three minor versions) and the day of each release: SECURITY.md and docs/developer-guide/release-process-and-cadence.md of the repository, 2026-08-22; releases: github.com/argoproj/argo-cd/v3 of the Go module proxy, 2026-11-22 (v3.6.0 came on 2026-11-03)";
    endOfLife = {
      "2.6" = "2023-11-05";
      "2.7" = "2024-02-05";
      "2.8" = "2024-05-07";
      "2.9" = "2024-08-05";
      "2.10" = "2024-11-04";
      "2.11" = "2025-02-03";
      "2.12" = "2025-05-06";
      "2.13" = "2025-08-13";
      "2.14" = "2025-11-04";
      "3.0" = "2026-02-02";
      "3.1" = "2026-05-05";
      "3.2" = "2026-08-04";
      "3.3" = "2026-11-03";
      "3.4" = null;
      "3.5" = null;
      "3.6" = null;
    };
  };
  traefik = current "traefik" // {
    name = "Traefik";
    source = "https://doc.traefik.io/traefik/deprecation/releases/";
    checked = "2.11 to 3.7: docs/content/deprecation/releases.md of github.com/traefik/traefik, 2026-07-24 (security fixes; the last ones of 3.6 came after that); releases: github.com/traefik/traefik/v3 of the Go module proxy, 2026-11-22 (v3.7.13 is the newest)";
    endOfLife = {
      "2.10" = "2024-02-12";
      "2.11" = "2026-02-01";
      "3.0" = "2024-07-15";
      "3.1" = "2024-10-28";
      "3.2" = "2025-01-06";
      "3.3" = "2025-05-05";
      "3.4" = "2025-07-23";
      "3.5" = "2025-11-07";
      "3.6" = "2026-08-16";
      "3.7" = null;
    };
  };
  # Only the newest minor version is looked after: each ends with the release of the next.
  external-secrets = {
    name = "External Secrets Operator";
    source = "https://external-secrets.io/latest/introduction/stability-support/";
    readAt = "https://github.com/external-secrets/external-secrets (docs/introduction/stability-support.md of v2.9.0)";
    read = "2026-08-22";
    endOfLife = {
      "0.14" = "2025-03-19";
      "0.15" = "2025-04-14";
      "0.16" = "2025-05-14";
      "0.17" = "2025-07-17";
      "0.18" = "2025-08-02";
      "0.19" = "2025-09-22";
      "0.20" = "2025-11-07";
      "1.0" = "2025-11-21";
      "1.1" = "2025-12-19";
      "1.2" = "2026-01-23";
      "1.3" = "2026-02-06";
      "2.0" = "2026-03-06";
      "2.1" = "2026-03-20";
      "2.2" = "2026-04-10";
      "2.3" = "2026-04-24";
      "2.4" = "2026-05-15";
      "2.5" = "2026-06-05";
      "2.6" = "2026-06-26";
      "2.7" = "2026-07-18";
      "2.8" = "2026-08-07";
      "2.9" = null;
    };
  };
  ingress-nginx = {
    name = "ingress-nginx";
    source = "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/";
    readAt = "https://github.com/kubernetes/ingress-nginx (README.md)";
    read = "2026-08-22";
    endOfLife = { };
    retired = "2026-03-31";
    instead = "the package traefik, which reads the annotations of ingress-nginx (ingressNginx.enabled)";
  };
  minio = {
    name = "MinIO (community edition)";
    source = "https://github.com/minio/minio";
    readAt = "https://github.com/minio/minio (README.md)";
    read = "2026-08-22";
    endOfLife = { };
    # The day of the commit that says so.
    retired = "2026-02-12";
    instead = "the package seaweedfs, which takes the same Secret, or another server that speaks S3";
  };
}
