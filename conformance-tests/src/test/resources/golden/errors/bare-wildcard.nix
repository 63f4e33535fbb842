{ instances.*.*.config.a = 1; }
