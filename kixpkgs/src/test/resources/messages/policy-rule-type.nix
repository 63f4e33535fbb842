# What is no rule, no level and no function.
{
  clusters.test = {
    policy.rules.text = {
      description = "Is no function.";
      check = "true";
    };
    policy.exceptions = [ { rule = 5; reason = "typing"; } ];
    policy.image-tag = "fatal";
  };
}
