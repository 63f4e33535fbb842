{ compile, package, ... }:
let
  cluster = config: compile { instances.test.subject = { inherit package config; }; };
  resources = config: (cluster config).resources;
in
{
  job.snapshot = (resources { })."CronJob/test/subject".spec;
  runsDoNotOverlap = {
    expr = (resources { })."CronJob/test/subject".spec.concurrencyPolicy;
    expected = "Forbid";
  };
  aScheduleHasFiveFields = {
    expr = resources { schedule = "every day"; };
    expectedError = "schedule";
  };
}
