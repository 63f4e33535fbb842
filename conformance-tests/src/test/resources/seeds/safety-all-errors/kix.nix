# Every mistake in the options is reported at once; an unknown option does not hide the others.
{
  clusters.test = [
    (
      { packages, ... }:
      {
        instances.kube-system.coredns = {
          package = packages.coredns;
          config = {
            replicaCont = 3;
            replicaCount = -3;
          };
        };
      }
    )
  ];
}
