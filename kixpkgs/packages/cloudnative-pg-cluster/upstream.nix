# What the package is compared with: kixpkgs/tools/compare-upstream. `values` are the chart's; `config` and `cluster` say the same here.
{
  upstream = "chart cluster 0.8.1 of CloudNativePG";
  differs = "PostgreSQL 17; no alerts of its own (alert-rules); a backup is a ScheduledBackup, by the Barman Cloud plugin, by default";
  sets = {
    default = {

    };
    production = {
      values = {
        cluster = {
          instances = 3;
          storage.size = "100Gi";
          walStorage = { enabled = true; size = "10Gi"; };
          enableSuperuserAccess = true;
          superuserSecret = "root";
          postgresql.parameters.max_connections = "300";
          monitoring = { enabled = true; podMonitor.enabled = true; prometheusRule.enabled = false; };
          initdb = { database = "shop"; owner = "shop"; postInitApplicationSQL = [ "CREATE EXTENSION vector;" ]; };
        };
        backups = {
          enabled = true;
          provider = "s3";
          endpointURL = "http://s3.data:8333";
          destinationPath = "s3://backups/shop";
          secret = { create = false; name = "s3"; };
          retentionPolicy = "30d";
          scheduledBackups = [ { name = "daily"; schedule = "0 0 3 * * *"; backupOwnerReference = "self"; } ];
        };
        poolers = [ { name = "rw"; type = "rw"; poolMode = "transaction"; instances = 2; parameters.max_client_conn = "1000"; } ];
      };
      config = {
        storage.size = "100Gi";
        storageWAL = "10Gi";
        superuser.secretName = "root";
        postgres = { database = "shop"; user = "shop"; parameters.max_connections = "300"; };
        initSQL = [ "CREATE EXTENSION vector;" ];
        backup = { destination = "s3://backups/shop"; endpoint = "http://s3.data:8333"; secretName = "s3"; method = "barmanObjectStore"; };
        pooler = { enabled = true; mode = "transaction"; parameters.max_client_conn = "1000"; };
      };
      cluster.monitoring = {
        enabled = true;
        discovery = "operator";
      };
    };
  };
}
