# A program that runs at set times.
{
  scope,
  lib,
  kix,
  priorityClasses ? null,
}:
kix.mkPackage (
  self:
  let
    cfg = self.config;
    inherit (self) resources;
    account =
      if cfg.serviceAccount.create then resources.serviceAccount.out.name else cfg.serviceAccount.name;
  in
  {
    meta = {
      description = "A program that runs at set times";
      version = "1.0.0";
      lifecycle = "stateless";
      scope = "cluster";
    };

    options =
      # A run is never replaced by a newer one.
      removeAttrs (kix.options.workload {
        image = {
          repository = "docker.io/library/busybox";
          tag = "1.37.0";
        };
        requests = {
          cpu = "50m";
          memory = "32Mi";
        };
        limits.memory = "256Mi";
        securityContext.runAsUser = 10001;
      }) [ "updateStrategy" ]
      // {
        schedule = lib.mkOption {
          type = lib.types.nonEmptyStr;
          default = "0 3 * * *";
          example = "*/15 * * * *";
          description = "When it runs, as minute, hour, day, month and weekday.";
        };
        timeZone = lib.mkOption {
          type = lib.types.str;
          default = "Etc/UTC";
          example = "Europe/Vienna";
          description = "Time zone of the schedule.";
        };
        command = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          default = [ ];
          description = "Command to run; an empty list runs what the image says.";
        };
        args = lib.mkOption {
          type = lib.types.listOf lib.types.str;
          default = [ ];
          description = "Arguments of the command.";
        };
        concurrencyPolicy = lib.mkOption {
          type = lib.types.enum [
            "Allow"
            "Forbid"
            "Replace"
          ];
          default = "Forbid";
          description = "What happens when the run before has not ended.";
        };
        backoffLimit = lib.mkOption {
          type = lib.types.ints.unsigned;
          default = 2;
          description = "Attempts after a failure.";
        };
        activeDeadlineSeconds = lib.mkOption {
          type = lib.types.nullOr lib.types.ints.positive;
          default = 3600;
          description = "Longest time a run may take; null for any.";
        };
        suspend = lib.mkOption {
          type = lib.types.bool;
          default = false;
          description = "Whether no new run is started.";
        };
      };

    resources =
      lib.optionalAttrs cfg.serviceAccount.create {
        serviceAccount = kix.parts.serviceAccount {
          inherit scope;
          config = cfg;
        };
      }
      // {
        cronJob = scope.mkResource {
          kind = "CronJob";
          spec = {
            inherit (cfg)
              schedule
              timeZone
              concurrencyPolicy
              suspend
              ;
            successfulJobsHistoryLimit = 3;
            failedJobsHistoryLimit = 3;
            jobTemplate.spec = {
              inherit (cfg) backoffLimit activeDeadlineSeconds;
              template = kix.pod.template {
                inherit scope priorityClasses;
                config = cfg;
                serviceAccountName = account;
                restartPolicy = "Never";
                containers = [
                  (kix.pod.container {
                    config = cfg;
                    name = "job";
                    inherit (cfg) command args;
                    volumeMounts = [
                      {
                        name = "tmp";
                        mountPath = "/tmp";
                      }
                    ];
                  })
                ];
                volumes = [
                  {
                    name = "tmp";
                    emptyDir = { };
                  }
                ];
              };
            };
          };
        };
      };

    out = { inherit (resources.cronJob.out) name namespace; };

    external = lib.optional (!cfg.serviceAccount.create && cfg.serviceAccount.name != null) {
      kind = "ServiceAccount";
      inherit (cfg.serviceAccount) name;
    };

    assertions = kix.pod.assertions cfg ++ kix.pod.containerAssertions self;
  }
)
