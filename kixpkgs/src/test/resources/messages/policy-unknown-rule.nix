# Names of rules are checked, in levels and in exceptions.
{
  clusters.test = {
    policy.image-digst = "error";
    policy.few-balancers = "ignore";
    policy.rules.image-tag = {
      description = "Has a name that is taken.";
      check = _: true;
    };
    policy.rules.few-load-balancers = {
      description = "Is fine.";
      check = _: true;
    };
    policy.exceptions = [
      {
        rule = "rbac-wildcart";
        reason = "typing";
      }
      {
        rule = "few-load-balancers";
        reason = "exists";
      }
    ];
  };
}
