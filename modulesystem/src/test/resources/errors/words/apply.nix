{ k }: { lib, ... }: { config.x = [ k ]; }
