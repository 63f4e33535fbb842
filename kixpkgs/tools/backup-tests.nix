# What holds for every package whose data `kix.backup` dumps; merged into the tests of each.
#
# `resources`: from the instance's configuration to the resources of a cluster with it, as `test/subject`.
{ resources }:
{
  backups.snapshot =
    let
      r = resources {
        tls.secretName = "certificate";
        backup = {
          enabled = true;
          keep = 3;
          storage.size = "20Gi";
        };
      };
    in
    {
      claim = r."PersistentVolumeClaim/test/subject-backup".spec;
      job = r."CronJob/test/subject-backup".spec;
    };
  # A Service that led to the job's pod would send clients there.
  backupsAreNotTheServer = {
    expr =
      let
        r = resources { backup.enabled = true; };
        labels = r."CronJob/test/subject-backup".spec.jobTemplate.spec.template.metadata.labels;
        inherit (r."Service/test/subject".spec) selector;
      in
      builtins.all (name: labels.${name} or null == selector.${name}) (builtins.attrNames selector);
    expected = false;
  };
  noBackupsUnasked = {
    expr = builtins.filter (name: builtins.substring 0 7 name == "CronJob") (
      builtins.attrNames (resources { })
    );
    expected = [ ];
  };
}
