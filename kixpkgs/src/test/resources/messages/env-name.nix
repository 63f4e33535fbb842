{ clusters.test = { kix, ... }: { instances = kix.mkEnv 3 { } { }; }; }
