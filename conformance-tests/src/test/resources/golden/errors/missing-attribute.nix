let
  config = { replicas = 3; image = "nginx"; };
in
config.replica
