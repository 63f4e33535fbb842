# "`policy.*`: what is an error and what a warning". The same finding as an error.
{
  clusters.test = {
    policy.unmatchedWildcard = "error";
    instances.nowhere."*".config.replicas = 2;
  };
}
