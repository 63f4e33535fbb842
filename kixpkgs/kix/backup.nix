/**
  Backups of a database by a job of its own: a dump at set times, to a volume of its own, of which the newest are kept. The dump is written under
  another name and looked at before it counts; older ones go when a new one is there, never before.
*/
{
  lib,
  options,
  pod,
}:
let
  inherit (lib) mkOption types;
in
{
  /**
    The options of a package whose data can be dumped.

    # Type

    ```
    options :: Options
    ```
  */
  options = {
    enabled = mkOption {
      type = types.bool;
      default = false;
      description = "Whether a job dumps the database to a volume at set times.";
    };
    schedule = mkOption {
      type = types.nonEmptyStr;
      default = "30 2 * * *";
      example = "0 */6 * * *";
      description = "When, as minute, hour, day, month and weekday.";
    };
    timeZone = mkOption {
      type = types.str;
      default = "Etc/UTC";
      example = "Europe/Vienna";
      description = "Time zone of the schedule.";
    };
    keep = mkOption {
      type = types.ints.positive;
      default = 7;
      description = "How many dumps are kept.";
    };
    storage = options.storage "10Gi";
    resources = options.resources {
      requests = {
        cpu = "50m";
        memory = "64Mi";
      };
      limits.memory = "512Mi";
    };
  };

  /**
    The resources `backupClaim` and `backupJob`.

    `config`: the instance's, whose `backup` holds the options above; `suffix`: how the files end, with the dot; `dump`: shell that writes the
    dump to `"$file"` and fails unless it is whole; `env`: variables of the container, how the server is reached and who asks among them;
    `volumes`, `volumeMounts`: what the client needs besides.

    # Type

    ```
    resources :: { scope, config, resources, suffix, dump, env, priorityClasses?, storageClasses?, volumes?, volumeMounts? } -> { RESOURCES }
    ```

    `resources`: `self.resources`.
  */
  resources =
    {
      scope,
      config,
      resources,
      suffix,
      dump,
      env,
      priorityClasses ? null,
      storageClasses ? null,
      volumes ? [ ],
      volumeMounts ? [ ],
    }:
    let
      inherit (config) backup;
      # Those that `containers` mounts here.
      mounted = lib.concatMap (name: config.containers.${name}.extraVolumeMounts or [ ]) [
        "*"
        "backup"
      ];
    in
    lib.optionalAttrs backup.enabled {
      backupClaim = scope.mkResource {
        kind = "PersistentVolumeClaim";
        name = scope.mkName "backup";
        spec = {
          inherit (backup.storage) accessModes;
          resources.requests.storage = backup.storage.size;
          storageClassName = pod.storageClassName backup.storage storageClasses;
        };
      };
      backupJob = scope.mkResource {
        kind = "CronJob";
        name = scope.mkName "backup";
        spec = {
          inherit (backup) schedule timeZone;
          concurrencyPolicy = "Forbid";
          # A run that the cluster slept through is made up for.
          startingDeadlineSeconds = 3600;
          successfulJobsHistoryLimit = 1;
          failedJobsHistoryLimit = 3;
          jobTemplate.spec = {
            backoffLimit = 2;
            template = pod.template {
              inherit scope priorityClasses;
              config = config // {
                extraVolumes = lib.filter (
                  volume: lib.any (mount: mount.name == volume.name) mounted
                ) config.extraVolumes;
                extraContainers = [ ];
                initContainers = [ ];
                scheduling = config.scheduling // {
                  topologySpread = null;
                };
              };
              # Not the server's: its Service must not lead here.
              selector = scope.selectorLabels // {
                "app.kubernetes.io/name" = "${scope.selectorLabels."app.kubernetes.io/name"}-backup";
              };
              restartPolicy = "Never";
              containers = [
                (pod.container {
                  config = config // {
                    inherit (backup) resources;
                    extraEnv = { };
                    extraVolumeMounts = [ ];
                  };
                  inherit env;
                  name = "backup";
                  command = [
                    "bash"
                    "-euo"
                    "pipefail"
                    "-c"
                    ''
                      umask 077
                      # What an earlier run left that was killed, and what this one leaves when it fails.
                      rm -f /backup/*.partial
                      trap 'rm -f /backup/*.partial' EXIT
                      name="/backup/$(date -u +%Y-%m-%dT%H-%M-%SZ)${suffix}"
                      file="$name.partial"
                      ${lib.removeSuffix "\n" dump}
                      sync "$file"
                      mv "$file" "$name"
                      echo "$name"
                      ls -1r /backup | grep '${lib.escapeRegex suffix}$' | tail -n +${toString (backup.keep + 1)} | while read -r old; do rm "/backup/$old"; done
                    ''
                  ];
                  volumeMounts = [
                    {
                      name = "backup";
                      mountPath = "/backup";
                    }
                    {
                      name = "tmp";
                      mountPath = "/tmp";
                    }
                  ]
                  ++ volumeMounts;
                })
              ];
              volumes = [
                {
                  name = "backup";
                  persistentVolumeClaim.claimName = resources.backupClaim.out.name;
                }
                {
                  name = "tmp";
                  emptyDir = { };
                }
              ]
              ++ volumes;
            };
          };
        };
      };
    };
}
